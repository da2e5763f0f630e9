/** The decision of the demo as a draft (docs/decision-format.md). `today` is a day as `@comity/calendar` counts it. */
export function demoDecision(today: number): {
  readonly title: string;
  readonly note: string;
  readonly body: string;
  readonly date: string;
  readonly acts: readonly { readonly act: string; readonly agreement: string; readonly lastDay: string }[];
};
