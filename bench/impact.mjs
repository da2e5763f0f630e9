export async function runImpact() {
  return { absent: "not there yet" };
}
