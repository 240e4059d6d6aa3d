/** Recurrences: built in the schema's words, or from an RRULE; read as a rule or a sentence; worked out. What users import as `recur`. */
export {
  daily,
  dailyRegeneration,
  monthly,
  monthlyRegeneration,
  weekly,
  weeklyRegeneration,
  yearly,
  yearlyRegeneration,
} from './build.js';
export { describe } from './describe.js';
export { expand } from './expand.js';
export { fromRule, toRule } from './rule-text.js';
