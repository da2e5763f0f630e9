/** The public face of the calendar package. */
export {
  type Day,
  day,
  dayFrom,
  formatDay,
  isOpen,
  OPEN,
  partsOf,
  SINCE_EVER,
} from "./day.ts";
export {
  addDuration,
  type Duration,
  duration,
  formatDuration,
  isNeverLonger,
  isNoTime,
  NO_TIME,
  parseDuration,
  subtractDuration,
  sumOf,
} from "./duration.ts";
export { CalendarError, type CalendarErrorCategory, type CalendarErrorCode } from "./errors.ts";
export {
  ALWAYS,
  after,
  begins,
  complement,
  countDays,
  covers,
  difference,
  EMPTY,
  eachInterval,
  ends,
  equal,
  formatIntervals,
  has,
  type IntervalSet,
  intersection,
  interval,
  intervalSet,
  isEmpty,
  parseIntervals,
  settle,
  union,
  unionAll,
} from "./interval-set.ts";
export { intersectInto, normaliseInto, subtractInto, uniteInto } from "./kernels.ts";
export type { DayParts } from "./months.ts";
export {
  type CalendarWindow,
  shift,
  shiftBack,
  since,
  sinceOrUntilInto,
  throughout,
  throughoutInto,
  until,
  within,
  withinInto,
} from "./windows.ts";
