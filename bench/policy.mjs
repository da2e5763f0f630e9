import { policyByHand } from "./policy-by-hand.mjs";
export async function readWorkloadPolicy() {
  return policyByHand;
}
