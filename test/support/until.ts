/** Asks again until the answer is yes, for a second at most: for what takes effect within one, whatever is kept meanwhile. */
export async function untilWithinASecond(isSo: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + 1_000
  while (!(await isSo())) if (performance.now() > end) return false
  return true
}
