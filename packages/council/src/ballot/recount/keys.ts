/** The list of keys that may vote, as the board publishes it (specification 2.0, section 4.6). */
import { BallotError } from "../ballot-error.ts";
import { type GroupArithmetic, isMember } from "../group/arithmetic.ts";
import { messagesOf } from "../messages/group-messages.ts";
import { list, readCanonical, text } from "../messages/shapes.ts";

const LIST = list(text);
const LARGEST_WEIGHT = 1_000_000_000;

/**
 * The weight of each key, 1 where none is given.
 *
 * @throws BallotError where a key is no member, stands there twice, or has no sensible weight.
 */
export function readKeys(arithmetic: GroupArithmetic, json: string): Map<bigint, number> {
  const { element } = messagesOf(arithmetic.group);
  const weights = new Map<bigint, number>();
  readCanonical(LIST, json, "the list of keys").forEach((line, at) => {
    const place = `the list of keys[${at}]`;
    const [digits = "", weight, ...more] = line.split(",");
    const key = element.read(digits, place);
    if (more.length > 0 || (weight !== undefined && !/^[1-9][0-9]{0,9}$/.test(weight)))
      throw new BallotError(
        "key-weight",
        place,
        "a key is followed by nothing, or by a comma and its weight",
      );
    if (weight !== undefined && Number(weight) > LARGEST_WEIGHT)
      throw new BallotError("key-weight", place, "a weight is at most 1000000000");
    if (!isMember(arithmetic, key))
      throw new BallotError("not-in-group", place, "this number is no member of the group");
    if (key === 1n) throw new BallotError("key-is-one", place, "this key is 1, whose secret anyone knows");
    if (weights.has(key)) throw new BallotError("key-repeated", place, "this key stands on the list twice");
    weights.set(key, weight === undefined ? 1 : Number(weight));
  });
  if (weights.size === 0) throw new BallotError("keys-none", "the list of keys", "nobody may vote");
  return weights;
}
