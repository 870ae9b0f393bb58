/** The numbers below `count` in the order that `nth` names; 0 names their own order. */
export function permutation(count: number, nth: number): number[] {
  const left = Array.from({ length: count }, (_, place) => place);
  const order: number[] = [];
  let code = nth;
  for (let size = count; size > 0; size -= 1) {
    order.push(...left.splice(code % size, 1));
    code = Math.floor(code / size);
  }
  return order;
}
