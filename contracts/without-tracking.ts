// Pact reports every run to its makers unless told otherwise; imported before it, for nothing else.
process.env['PACT_DO_NOT_TRACK'] = 'true';
