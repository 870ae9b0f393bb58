import * as z from 'zod/mini';

/** The same shape with the help text that the command line and the JSON Schemas show for it. */
export function described<S extends z.ZodMiniType>(shape: S, description: string): S {
  const copy = shape.clone();
  z.globalRegistry.add(copy, { description });
  return copy;
}
