/** What of a decision is looked at again, and when. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "../../api/ask.ts";
import { asking, queries } from "../../api/queries.ts";
import { Empty, Refusal } from "../../pieces/states.tsx";
import { ItemLine } from "./item-line.tsx";
import { useWork } from "./offices.ts";

export function Reviews({ decision }: { readonly decision: string }) {
  const { t } = useTranslation("carrying-out");
  const { officeName } = useWork(decision);
  const { data, error } = useQuery(
    asking("GET /api/v1/decisions/{decision}/parts", { params: { decision }, query: { kind: "whole" } }),
  );
  const part = data?.value.items[0];
  const items = part?.items.filter(({ state }) => state !== "dropped") ?? [];
  return (
    <section className="sheet" aria-labelledby="decision-reviews">
      <h2 className="sheet-title" id="decision-reviews">
        {t("reviews.title")}
      </h2>
      {error !== null && <Refusal error={error} />}
      {data !== undefined && items.length === 0 && <Empty title={t("reviews.none")} />}
      {items.map((item) => (
        <ItemLine
          key={item.item}
          item={item}
          office={officeName(item.owner)}
          onStep={async (step) => {
            await ask("POST /api/v1/decisions/{decision}/reviews", {
              params: { decision },
              body: step,
              ifMatch: `"${part?.version ?? 0}"`,
            });
            await queries.invalidateQueries();
          }}
        />
      ))}
    </section>
  );
}
