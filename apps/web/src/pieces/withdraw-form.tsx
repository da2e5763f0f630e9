/** Withdrawing what one has laid before others, for good, with a reason if one likes. What is typed stays through a session that ends. */
import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useKept } from "./kept.ts";
import { Refusal } from "./states.tsx";

/** As long as a reason may be. */
const LONGEST = 2_000;

interface Properties {
  /** Tells it from other forms that are kept: what is withdrawn. */
  readonly name: string;
  readonly says: { readonly what: string; readonly why: string; readonly keep: string; readonly do: string };
  /** Asks the API; `body` has the reason where one was given. */
  readonly withdraw: (body: { readonly why?: string }) => Promise<unknown>;
  readonly onDone: () => unknown;
  readonly onLeave: () => void;
}

export function WithdrawForm({ name, says, withdraw, onDone, onLeave }: Properties) {
  const [{ why }, change, forget] = useKept(`withdraw ${name}`, { why: "" });
  const withdrawing = useMutation<unknown, Error>({
    mutationFn: () => withdraw(why.trim() === "" ? {} : { why: why.trim() }),
    onSuccess: () => {
      forget();
      return onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        withdrawing.mutate();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{says.what}</Text>
        <Textarea
          label={says.why}
          value={why}
          maxLength={LONGEST}
          autosize
          minRows={2}
          onChange={({ currentTarget }) => change({ why: currentTarget.value })}
        />
        {withdrawing.error !== null && <Refusal error={withdrawing.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onLeave}>
            {says.keep}
          </Button>
          <Button type="submit" loading={withdrawing.isPending}>
            {says.do}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
