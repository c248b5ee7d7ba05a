/**
 * What a household in China may likely get: dibao (低保), full support (特困), temporary aid (临时救助) and what goes with them,
 * by the Social Assistance Law (社会救助法) of 2026-07-01 and what was in force before it.
 *
 * - Everything may be left out. What is left out was not told; it is never zero.
 * - Amounts are texts in yuan, never numbers, so that no fen is lost.
 * - Days are texts such as `"2026-11-22"`.
 * - Nothing is sent anywhere and nothing is kept between two calls.
 * - A verdict is no decision: the township or street office decides.
 */

/** Loads the engine and the rules; calls after the first give the same engine. Fails only if a file cannot be loaded. */
export function load(files?: Files): Promise<Engine>;

/** Where the two files are, for hosts that serve them under another address than beside the package. */
export interface Files {
  /** `engine.wasm`: its address (in Node also its path), its content, or the module that was compiled of it. */
  readonly wasm?: string | URL | ArrayBuffer | Uint8Array | Response | Promise<Response> | WebAssembly.Module;
  /** `rules.bin` of the same version: its address (in Node also its path) or its content. */
  readonly rules?: string | URL | ArrayBuffer | Uint8Array | Response | Promise<Response>;
}

/** None of these throws, whatever it is given: what is wrong comes back as a value. */
export interface Engine {
  /** Everything that can be said about a household: verdicts, amounts, reasons, what to ask next, what to do. */
  assess(this: void, household: Case): Answer<Assessment, CaseProblem>;
  /** Only what to ask next; much faster than `assess`, for an interview. */
  next(this: void, household: Case): Answer<Next, CaseProblem>;
  /**
   * The household as digits to read out over the telephone; two check digits catch every single slip and every swap of neighbours.
   * @param digits to how many significant digits an amount is said, 1 to 12; all of them if left out
   */
  encode(this: void, household: Case, digits?: number): Answer<Encoded, CaseProblem | CodeProblem>;
  /** The household that such digits say; spaces and hyphens between them do not matter. */
  decode(this: void, code: string): Answer<Decoded, CodeProblem>;
  /** By which rules is judged. */
  rulebookInfo(this: void): Rulebook;
}

/** An answer, or everything that is wrong with the question. */
export type Answer<Value, Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly Problem[] };

// What goes in.

/** Yuan with at most two decimals, from 0 to 1,000,000,000: `"1500"`, `"1200.50"`. */
export type Money = string;
/** A day such as `"2026-11-22"`. */
export type Day = string;
/** A code of six digits (GB/T 2260) or a whole name, province and prefecture included: `"620102"`, `"甘肃省兰州市城关区"`. */
export type Place = string;

/** An amount exactly, or its two ends; without `to` it is so much or more. */
type Range =
  | { readonly amount: Money; readonly from?: never; readonly to?: never }
  | { readonly amount?: never; readonly from: Money; readonly to?: Money }
  | { readonly amount?: never; readonly from?: Money; readonly to: Money };

/** What something is worth: yuan. */
export type Worth = Money | (Range & { readonly period?: never });
/** What comes in or is spent: yuan in the time that it covers. Nothing at all needs no time. */
export type Flow = '0' | (Range & { readonly period: Period });
/** A month, or the last twelve months. */
export type Period = 'month' | 'year';

/** Everything told about one household. */
export interface Case {
  /** The day for which the rules are asked, from 2014-05-01 to a year from today; today in China if left out. */
  readonly as_of?: Day;
  readonly place?: {
    /** Where the applicant's hukou (户籍) is. */
    readonly hukou?: Place;
    /** Whether the hukou place pays its urban or its rural standard to this household. */
    readonly residence?: 'urban' | 'rural';
    /** Where the applicant lives now, or where the emergency happened; `"at_hukou"` if that is the hukou place. */
    readonly current?: 'at_hukou' | Place;
    /** Whether the applicant holds a residence permit (居住证) of the current place. */
    readonly residence_permit?: boolean;
    /** The dibao standard (低保标准) of the hukou place as the person knows it: yuan per person and month. */
    readonly local_standard?: Money;
    /** Last year's disposable income per person (人均可支配收入) in the current place as the person knows it: yuan a year. */
    readonly local_income_per_person?: Money;
  };
  /** Who lives together, at most 20, the applicant first. */
  readonly members?: readonly Member[];
  /** What comes in for the whole household, where it is not told member by member. */
  readonly income?: Income;
  /** What came in that the law does not count (民发〔2021〕57号, art. 13). */
  readonly exempt?: readonly { readonly kind: ExemptIncome; readonly sum: Flow }[];
  /** What could not be avoided in the last twelve months, after every reimbursement. */
  readonly expenses?: {
    /** Medical costs that the household paid itself. */
    readonly medical?: Flow;
    /** Schooling, at the rates of public schools. */
    readonly education?: Flow;
    /** Rehabilitation and devices for a disability. */
    readonly rehabilitation?: Flow;
    /** Other spending that the county recognises. */
    readonly other?: Flow;
  };
  /** What the household owns. */
  readonly property?: {
    /** Savings, securities, insurance with a cash value, money lent. */
    readonly financial?: Worth;
    /** How many vehicles, 0 to 99, a disabled member's mobility vehicle not among them. */
    readonly vehicles?: number;
    /** What the vehicles are worth together. */
    readonly vehicle_value?: Worth;
    /** How many homes, 0 to 99. */
    readonly homes?: number;
    /** Shops, offices, garages and the like. */
    readonly non_residential?: boolean;
    /** Capital registered in a business. */
    readonly registered_capital?: Worth;
    /** Whether something dear was bought lately. */
    readonly large_purchase?: boolean;
    /** Whether a member attends a dear private school or studies abroad. */
    readonly costly_school?: boolean;
  };
  /** What has happened. */
  readonly hardship?: {
    /** The sudden event. */
    readonly event?: Event;
    /** Its day. */
    readonly event_date?: Day;
    /** Whether basic living is seriously affected now. */
    readonly living_affected?: boolean;
    /** Whether necessary spending has risen beyond what the household can bear. */
    readonly spending_surge?: boolean;
    /** Whether the family can help for now. */
    readonly family_support?: boolean;
    /** How many months the hardship will last, 0 to 60. */
    readonly months?: number;
    /** For how many months somebody who lost work without insurance has been without income, 0 to 60. */
    readonly months_without_income?: number;
    /** Whether unemployment insurance covers that person. */
    readonly unemployment_insured?: boolean;
    /** Why a graduate is out of work. */
    readonly graduate?: 'none' | 'illness' | 'study' | 'failed_start_up' | 'other';
    /** In which month somebody now is in the job that lifted the income, the first one counting as 1; 0 to 60. */
    readonly months_since_job?: number;
  };
  /** Which help the household already has; what is left out of the object, once it is there, is not received. */
  readonly receives?: {
    /** 低保. */
    readonly dibao?: boolean;
    /** 特困供养. */
    readonly tekun?: boolean;
    /** Recognised as a borderline household (低保边缘家庭). */
    readonly borderline?: boolean;
    /** Recognised as a rigid-expense household (刚性支出困难家庭). */
    readonly rigid_expense?: boolean;
    /** Monitored against falling back into poverty (防返贫监测对象). */
    readonly monitored?: boolean;
    /** 失业保险金. */
    readonly unemployment_benefit?: boolean;
    /** 国家定期抚恤补助. */
    readonly veteran?: boolean;
    /** 孤儿、事实无人抚养儿童等的基本生活费. */
    readonly child_welfare?: boolean;
  };
}

/** One person. */
export type Member = Certificate & {
  /** What this person is to the applicant; the first member is the applicant and nobody else. */
  readonly relation?: 'applicant' | 'spouse' | 'child' | 'parent' | 'grandparent' | 'grandchild' | 'sibling' | 'other_dependant';
  /** Full years, 0 to 130. */
  readonly age?: number;
  /** Whether this person lives with the applicant for good. */
  readonly lives_together?: boolean;
  /** What the person studies, full time. */
  readonly student?: 'none' | 'kindergarten' | 'compulsory' | 'high_school' | 'undergraduate' | 'postgraduate';
  /** How ill the person is: 重病、慢性病, or a 重特大疾病 that the place has recognised. */
  readonly illness?: 'none' | 'serious' | 'major';
  /** What the person works; `unable` cannot, `carer` looks after a seriously ill or severely disabled member. */
  readonly work?: 'employed' | 'self_employed' | 'farming' | 'unemployed' | 'unable' | 'carer' | 'pupil' | 'retired';
  /** Why the person is away, where the law names it. */
  readonly absence?: 'none' | 'detained' | 'declared_missing' | 'clergy_three_years';
  /** Whether a sibling or a person aged 60 or over keeps this person. */
  readonly kept_by_sibling_or_elder?: boolean;
  /** How many of eating, dressing, getting in and out of bed, toilet, walking indoors, bathing cannot be done alone, 0 to 6. */
  readonly self_care_lost?: number;
  /** Whether somebody must by law support this person, and can (特困人员认定办法, art. 8). */
  readonly supporters?: 'none' | 'unable' | 'able';
  /** What this person alone takes in, all counted kinds together. */
  readonly own_income?: Flow;
  /** What this person takes in, kind by kind. */
  readonly income?: Income;
};

/** The disability certificate (残疾人证): none, or its kind with its grade, 1 the most severe. */
type Certificate =
  | { readonly disability?: 'none'; readonly disability_grade?: never }
  | {
    readonly disability: 'sight' | 'hearing' | 'speech' | 'physical' | 'intellectual' | 'mental' | 'multiple';
    readonly disability_grade: 1 | 2 | 3 | 4;
  };

/** What comes in, net of what it cost. */
export interface Income {
  /** 工资性收入, before job costs. */
  readonly wages?: Flow;
  /** 经营净收入: farming, business. */
  readonly business?: Flow;
  /** 财产净收入: rent, interest, dividends. */
  readonly property?: Flow;
  /** 转移性收入: pensions, alimony, support, unemployment benefit, gifts. */
  readonly transfer?: Flow;
  /** Whatever else counts. */
  readonly other?: Flow;
  /** 转移性支出: tax, social insurance, support paid. */
  readonly transfer_paid?: Flow;
  /** The centrally set basic pension (基础养老金), which is treated apart. */
  readonly basic_pension?: Flow;
  /** 高龄津贴, which places treat differently. */
  readonly elder_allowance?: Flow;
}

/** Income that the law does not count. */
export type ExemptIncome =
  | 'veterans_compensation'
  | 'family_planning_reward'
  | 'scholarship'
  | 'bravery_reward'
  | 'social_assistance'
  | 'childcare_subsidy'
  | 'disability_allowances';

/** A sudden event. */
export type Event =
  | 'none'
  | 'fire'
  | 'traffic_accident'
  | 'injury'
  | 'sudden_illness'
  | 'natural_disaster'
  | 'family_upheaval'
  | 'stranded'
  | 'other';

// What comes out.

/** Everything that can be said about a household on its day. */
export interface Assessment {
  readonly rulebook: Rulebook;
  /** The day for which the rules were asked. */
  readonly as_of: Day;
  /** The figures that were used. */
  readonly figures: readonly Figure[];
  readonly household: Household;
  /** One for each programme, always all of them and in the same order. */
  readonly findings: readonly Finding[];
  /** The questions that can still change a verdict, in the order in which to ask them; empty when none can. */
  readonly next: readonly Question[];
  /** The questions that change no verdict but can narrow an amount. */
  readonly sharpen: readonly Question[];
  readonly steps: {
    /** Whether the office must help first and look later. */
    readonly urgent: boolean;
    /** The papers to bring. */
    readonly documents: readonly Document[];
    /** How long the office may take. */
    readonly times: readonly Time[];
    /** What the person may ask for and owes. */
    readonly rights: readonly Right[];
  };
}

/** What to ask next, as in `Assessment`. */
export type Next = Pick<Assessment, 'next' | 'sharpen'>;

/** Which rules these are. */
export interface Rulebook {
  /** The day of the newest change. */
  readonly version: string;
  /** A hash of all rule files, in hexadecimal digits. */
  readonly hash: string;
}

/** What was found about one programme. */
export interface Finding {
  readonly programme: Programme;
  readonly verdict: Verdict;
  /** How much, the payment that the programme is about first; empty where it pays nothing or is ruled out. */
  readonly amounts: readonly Amount[];
  /** The fewest clauses that decide the verdict. */
  readonly reasons: readonly Reason[];
  /** The questions that could still change the verdict. */
  readonly missing: readonly Question[];
  /** What no answer can settle and the verdict hangs on. */
  readonly gaps: readonly Gap[];
  /** The rule that leaves it to the office, where that alone stands in the way of `likely`. */
  readonly discretion?: Reason;
  /** At which amounts and numbers the verdict changes. */
  readonly flips: readonly Flip[];
  /** The place whose office decides; `unasked` where it is paid without an application. */
  readonly apply_at: 'hukou' | 'emergency' | 'current' | 'unasked';
  /** The code of that place, where it is known. */
  readonly apply_place?: string;
  /** Members who could be taken into dibao alone, by place in the list, from 0. */
  readonly members?: readonly number[];
  /** The doors of `referrals` that are or may be open. */
  readonly opens?: readonly Reason[];
}

/**
 * How likely it is. `likely`: every condition holds. `possible`: it hangs on a local rule that is not on file or on the office.
 * `undetermined`: an answer is missing that could decide it. `unlikely`: no way to fill the gaps makes it hold. `dormant`: the
 * measure is not in force on that day, and nothing is said about the household.
 */
export type Verdict = 'likely' | 'possible' | 'undetermined' | 'unlikely' | 'dormant';

/** Whether something holds for every way to fill the gaps, for none, or not for all. */
export type Truth = 'yes' | 'no' | 'unknown';

/** All amounts between two ends, which are equal where it is exact; without `to` it is so much or more. */
export interface Between {
  readonly from: Money;
  readonly to?: Money;
}

/** Money that a programme pays. */
export interface Amount {
  readonly kind: Payment;
  /** Yuan for the household, or for the person who is taken in alone, rounded once, to the fen. */
  readonly range: Between;
  readonly often: 'monthly' | 'once';
  /** How it came about. */
  readonly method: Method;
  /** The local source behind it. */
  readonly source?: Source;
  /** Whether the figures behind it are older than eighteen months. */
  readonly old: boolean;
}

/** One rule applied to this household. */
export interface Reason {
  readonly rule: Rule;
  readonly truth: Truth;
  /** The member it is about, by place in the list, from 0. */
  readonly member?: number;
  /** The two figures compared: yuan, or how many with the unit `count`. */
  readonly compared?: {
    readonly figure: Between;
    readonly limit: Between;
    readonly unit: 'month' | 'year' | 'once' | 'count';
  };
  /** The articles in force that day, the strongest first. */
  readonly citations: readonly Citation[];
  /** The local source behind it. */
  readonly local?: Source;
}

/** A document. */
export interface Source {
  /** Its id. */
  readonly source: string;
  readonly title: string;
  /** Its document number, such as `民发〔2021〕57号`. */
  readonly number?: string;
  /** Its day of issue. */
  readonly date?: Day;
  /** How well it is verified: a government text, a newspaper, a mirror, a notice at hand, from memory or by inference. */
  readonly class: 'A' | 'B' | 'C' | 'notice' | 'memory';
}

/** An article of a document. */
export interface Citation extends Source {
  readonly article: string;
  /** The article, word for word. */
  readonly quote?: string;
}

/** A question; its answer fills one field of a case. */
export interface Question {
  readonly id: HouseholdQuestion | MemberQuestion;
  /** The member it is about, by place in the list, from 0; left out where it is about the household. */
  readonly member?: number;
}

/** An amount or a number at which a verdict changes. */
export interface Flip {
  /** What would have to change. */
  readonly of: HouseholdQuestion | MemberQuestion | 'counted-income' | 'deduction';
  /** The member it is about, by place in the list, from 0. */
  readonly member?: number;
  /** The time that the amount covers, where it covers one. */
  readonly per?: Period;
  /** Yuan; of an age full years, of months and things how many. */
  readonly at: Money;
  /** The verdict up to and including this. */
  readonly until: Verdict;
  /** The verdict one fen above, or one more. */
  readonly above: Verdict;
}

/** A figure that was used. */
export interface Figure {
  /** The dibao standard of a place (yuan per person and month), or last year's disposable income per person (yuan a year). */
  readonly of: 'standard_at_hukou' | 'standard_at_emergency' | 'income_per_person';
  /** The code of the place that it is on file for. */
  readonly place?: string;
  /** The whole name of that place. */
  readonly place_name?: string;
  /** Yuan. */
  readonly value: Money;
  /** What kind of figure it is; left out when the person typed it. */
  readonly kind?: 'local' | 'guideline' | 'floor' | 'unspecified' | 'average' | 'memory' | 'inference' | 'draft';
  /** How it was used. Only `exactly` and `typed` decide in both directions; a floor or an old figure bounds from below. */
  readonly used: 'exactly' | 'as_floor' | 'as_old' | 'in_place_of' | 'as_hint' | 'typed_below_floor' | 'typed';
  /** The first day it holds. */
  readonly from?: Day;
  /** Where it was read; left out when the person typed it. */
  readonly source?: Source;
}

/** What was made of the household. */
export interface Household {
  /** One for each listed member: whether the person counts, and the rule that says so. */
  readonly members: readonly { readonly counts: Truth; readonly rule: Rule }[];
  /** How many people count, at least and at most. */
  readonly size: readonly [number, number];
  /** What came in: yuan a year. */
  readonly gross: Between;
  /** What may be deducted: yuan a year each. */
  readonly deductions: readonly {
    readonly of: 'job_cost' | 'transfer_paid' | 'rigid_expense';
    readonly range: Between;
    readonly source?: Source;
  }[];
  /** Income that counts: yuan a year. */
  readonly counted: Between;
  /** Counted income per person: yuan a month, rounded, to be shown and not to be compared. */
  readonly per_person: Between;
}

/** Digits to read out. */
export interface Encoded {
  /** Digits in groups of four. */
  readonly code: string;
  /** Every amount that is said otherwise than it was told; income that never counts has no question. */
  readonly rounded: readonly { readonly question?: Question; readonly told: Between; readonly said: Between }[];
}

/** What digits say. */
export interface Decoded {
  readonly case: Case;
  /** The day of the rules that the case was told under. */
  readonly rules: Day;
}

// What is wrong.

/** What is wrong with one field of a case. */
export interface CaseProblem {
  readonly code:
    | 'wrong_type'
    | 'unknown_word'
    | 'unknown_field'
    | 'out_of_bounds'
    | 'not_a_number'
    | 'negative'
    | 'too_precise'
    | 'too_large'
    | 'wrong_order'
    | 'not_a_day'
    | 'unknown_place'
    | 'missing'
    | 'too_many'
    | 'applicant'
    | 'not_a_case';
  /** The field, such as `members[1].age`; empty for the case as a whole, `digits` for the second argument of `encode`. */
  readonly path: string;
  /** The same in a sentence, in English, for a developer. */
  readonly message: string;
  /** What was given; empty if something is missing. */
  readonly given: string;
  /** What would be right; `whole` and `day` have the least and the most. */
  readonly allowed:
    | 'money'
    | 'sum'
    | 'place'
    | 'yes_no'
    | 'case'
    | 'object'
    | 'list'
    | 'json'
    | { readonly words: readonly string[] }
    | { readonly whole: readonly [number, number] }
    | { readonly day: readonly [Day, Day] };
}

/**
 * What is wrong with digits. `check`: at least one is misheard or two have changed places. `form`: made by another version.
 * `out_of_range`: an answer that nobody may tell, or that digits cannot say. `left_over`: it goes on after the case has ended.
 */
export interface CodeProblem {
  readonly code: 'not_digits' | 'length' | 'check' | 'form' | 'out_of_range' | 'left_over';
  readonly path: '';
  /** The same in a sentence, in English, for a developer. */
  readonly message: string;
}

// Ids. The sentences for them, in Chinese and English, are in the folder `text/` of the project.

/** 特困、低保（整户、单人户）、低保边缘、刚性支出困难、临时救助（急难型、支出型）and what goes with them. */
export type Programme =
  | 'tekun'
  | 'dibao'
  | 'dibao_single'
  | 'borderline'
  | 'rigid_expense'
  | 'temporary_emergency'
  | 'temporary_expense'
  | 'unemployed_uninsured'
  | 'graduate'
  | 'phase_out'
  | 'one_off_living'
  | 'price_subsidy'
  | 'heating'
  | 'disaster_followup'
  | 'referrals';

/** What a payment is. */
export type Payment =
  | 'dibao'
  | 'tekun'
  | 'top_up'
  | 'quick_aid'
  | 'temporary_aid'
  | 'price_subsidy'
  | 'township'
  | 'case_by_case'
  | 'one_off'
  | 'borderline_cash';

/** How a payment came about. */
export type Method =
  | 'difference'
  | 'tiers'
  | 'tiers_not_on_file'
  | 'not_on_file'
  | 'additions'
  | 'standards'
  | 'months'
  | 'kept'
  | 'up_to'
  | 'price_rise'
  | 'per_person'
  | 'two_grades';

/** A question about the household as a whole, in the order of the conversation. */
export type HouseholdQuestion =
  | 'hukou-place'
  | 'residence'
  | 'current-place'
  | 'members'
  | 'receives'
  | 'event'
  | 'event-date'
  | 'living-affected'
  | 'months-without-income'
  | 'unemployment-insured'
  | 'graduate'
  | 'wages'
  | 'business'
  | 'transfer'
  | 'basic-pension'
  | 'elder-allowance'
  | 'property-income'
  | 'other-income'
  | 'transfer-paid'
  | 'months-since-job'
  | 'medical'
  | 'education'
  | 'rehabilitation'
  | 'other-expense'
  | 'spending-surge'
  | 'hardship-months'
  | 'financial'
  | 'vehicles'
  | 'vehicle-value'
  | 'homes'
  | 'non-residential'
  | 'registered-capital'
  | 'large-purchase'
  | 'costly-school'
  | 'local-standard'
  | 'local-income-per-person';

/** A question about one member, in the order of the conversation. */
export type MemberQuestion =
  | 'relation'
  | 'age'
  | 'lives-together'
  | 'student'
  | 'work'
  | 'disability'
  | 'illness'
  | 'absence'
  | 'kept-by-sibling-or-elder'
  | 'own-income'
  | 'self-care'
  | 'supporters';

/** What no answer of the person can settle: a local rule that is not on file, or a decision of the office. */
export type Gap =
  | 'job-cost'
  | 'rigid-deduction'
  | 'basic-pension'
  | 'elder-allowance'
  | 'savings-assumed'
  | 'savings-beyond'
  | 'vehicle'
  | 'homes'
  | 'non-residential'
  | 'registered-capital'
  | 'large-purchase'
  | 'costly-school'
  | 'borderline-multiple'
  | 'wider-income'
  | 'postgraduate'
  | 'sibling'
  | 'dependent-child'
  | 'old-event'
  | 'emergency-standard'
  | 'single-person'
  | 'rigid-ratio'
  | 'living-cost'
  | 'tekun-labour'
  | 'tekun-income'
  | 'tekun-property'
  | 'phase-out'
  | 'no-income'
  | 'discretion'
  | 'local-groups'
  | 'price-rise'
  | 'heating-season'
  | 'heating-south'
  | 'disaster-relief'
  | 'local-amount'
  | 'by-case'
  | 'exception'
  | 'group-standard';

/** A rule that a clause of the law became. */
export type Rule =
  | 'member-applicant'
  | 'member-spouse'
  | 'member-child'
  | 'member-dependant'
  | 'member-absent'
  | 'savings'
  | 'vehicles'
  | 'homes'
  | 'non-residential'
  | 'capital'
  | 'purchase'
  | 'costly-school'
  | 'tekun-here'
  | 'tekun-no-labour'
  | 'tekun-no-income'
  | 'tekun-property'
  | 'tekun-no-supporters'
  | 'income-below-standard'
  | 'not-whole-household'
  | 'single-severe-disability'
  | 'single-major-illness'
  | 'single-clergy'
  | 'single-no-work-disability'
  | 'single-local-group'
  | 'single-in-borderline'
  | 'single-own-income'
  | 'single-may'
  | 'not-dibao'
  | 'income-below-borderline'
  | 'rigid-since'
  | 'rigid-not-lower'
  | 'rigid-ratio'
  | 'sudden-event'
  | 'living-affected'
  | 'event-recent'
  | 'epidemic-struck'
  | 'spending-surge'
  | 'already-recognised'
  | 'would-be-recognised'
  | 'income-below-average'
  | 'unemployed-months'
  | 'unemployed-not-covered'
  | 'unemployed-no-savings'
  | 'unemployed-epidemic'
  | 'unemployed-dormant'
  | 'graduate-out-of-work'
  | 'graduate-borderline'
  | 'graduate-may'
  | 'graduate-since'
  | 'phase-out-dibao'
  | 'phase-out-job'
  | 'phase-out-income'
  | 'phase-out-months'
  | 'phase-out-may'
  | 'phase-out-since'
  | 'one-off-group'
  | 'one-off-dormant'
  | 'price-group'
  | 'price-rise'
  | 'heating-group'
  | 'heating-winter'
  | 'heating-may'
  | 'natural-disaster'
  | 'disaster-relief'
  | 'refer-medical'
  | 'refer-education'
  | 'refer-housing'
  | 'refer-work'
  | 'refer-disaster'
  | 'refer-first-aid'
  | 'refer-street'
  | 'refer-children'
  | 'refer-case-by-case'
  | 'refer-charity'
  | 'refer-farming';

/** A paper to bring. */
export type Document =
  | 'identity'
  | 'authorisation'
  | 'income'
  | 'property'
  | 'disability'
  | 'illness'
  | 'school'
  | 'receipts'
  | 'event'
  | 'account';

/** How long something may take. */
export type Time =
  | 'help-first'
  | 'quick-aid'
  | 'decision'
  | 'decision-delegated'
  | 'public-notice'
  | 'tekun'
  | 'paid-from';

/** What the person may ask for, or owes. */
export type Right =
  | 'reason'
  | 'reason-before'
  | 'listed-once'
  | 'by-another'
  | 'appeal'
  | 'appeal-before'
  | 'truthful'
  | 'truthful-before';
