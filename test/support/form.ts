/** Tests of faults have a short form, which always runs, and a long one (`npm run test:long`), whose results are recorded. */
export const isLong = process.env.TEST_FORM === "long";

/** How often something is done, in the form that runs. */
export function times(short: number, long: number): number {
  return isLong ? long : short;
}
