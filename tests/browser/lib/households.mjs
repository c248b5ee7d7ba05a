// Households that the journeys tell about, as answers by question; what is not in them is 不清楚.
import { age, amount, certificate, choose, day, elsewhere, household, months, person, place, roughly, tick } from './interview.mjs';

/** Three people in a town who live of maintenance alone: 40 and unable to work, a carer, a pupil. */
const THREE = {
  residence: choose('城镇'),
  'current-place': choose('就住在户口所在的县（市、区）'),
  'applicant-1': age(40),
  members: household(person('爱人（配偶）', 38), person('孩子', 9, '住在一起')),
  'circumstances-1': tick(),
  'circumstances-2': tick(),
  'circumstances-3': tick('在上学'),
  'student-3': choose('小学、初中'),
  'work-1': choose('干不了活'),
  'work-2': choose('在家照顾重病、重残的家人'),
  receives: tick(),
  event: choose('没有'),
  'living-affected': choose('还过得下去'),
  graduate: choose('没有'),
  'income-kinds': tick('退休金、失业金、赡养费、抚养费'),
  'expense-kinds': tick(),
  'spending-surge': choose('还撑得住'),
  financial: amount('0'),
  belongings: tick(),
};

/** Tianjin, 1500 yuan a month: below 1045 × 3 = 3135. */
export const TIANJIN = {
  ...THREE, 'hukou-place': place('和平区', '天津市 和平区'), transfer: amount('1500', '每月'),
};

/** Gannan, 650 yuan a head: above the province's floor of 623, and nobody has the place's own figure. */
export const GANNAN = {
  ...THREE, 'hukou-place': place('合作', '甘肃省 甘南藏族自治州 合作市'), transfer: amount('1950', '每月'),
};

/** At home in Gannan, alone and hit by a car in Lanzhou a week ago. */
export const ACCIDENT = {
  event: choose('交通事故'),
  'event-date': day(2026, 11, 14),
  'living-affected': choose('过不下去，成了大问题'),
  'current-place': place('兰州 城关', '甘肃省 兰州市 城关区'),
};

/** The same person, who does not begin with the emergency. */
export const ACCIDENT_LATER = {
  ...ACCIDENT,
  'hukou-place': place('甘南夏河', '甘肃省 甘南藏族自治州 夏河县'),
  residence: choose('农村'),
  'current-place': elsewhere('兰州 城关', '甘肃省 兰州市 城关区'),
  'applicant-1': age(35),
  'circumstances-1': tick(),
  'work-1': choose('能干活，但现在没有活干'),
};

/** Six people with a little of everything, so that as much as possible is asked. */
export const MANIFOLD = {
  'hukou-place': place('夏河', '甘肃省 甘南藏族自治州 夏河县'),
  residence: choose('农村'),
  'current-place': elsewhere('新疆 昌吉市', '新疆维吾尔自治区 昌吉回族自治州 昌吉市'),
  'applicant-1': age(58),
  members: household(
    person('爱人（配偶）', 55), person('孩子', 20, '住在一起'), person('父亲或母亲', 83, '住在一起'),
    person('兄弟姐妹', undefined, '住在一起'), person('孙子女、外孙子女', 6, '不住在一起'),
  ),
  'circumstances-1': tick('得了重病或长期的慢性病'),
  'circumstances-2': tick('有残疾人证'),
  'circumstances-3': tick('在上学', '在服刑、强制戒毒，被宣告失踪，或出家三年以上'),
  'circumstances-4': tick(),
  'circumstances-5': tick('有残疾人证', '得了重病或长期的慢性病'),
  'circumstances-6': tick('在上学'),
  'disability-2': certificate('肢体', '一级'),
  'disability-5': certificate('智力', '三级'),
  'illness-1': choose('已被认定为重特大疾病'),
  'illness-5': choose('重病或慢性病'),
  'absence-3': choose('出家，脱离家庭独自生活三年以上'),
  'student-3': choose('研究生'),
  'student-6': choose('幼儿园'),
  'work-1': choose('种地、养殖'),
  'work-2': choose('干不了活'),
  'kept-by-sibling-or-elder-5': choose('兄弟姐妹，或六十岁以上的老人'),
  'own-income-1': roughly('100', '300', '每月'),
  event: choose('水灾、地震等自然灾害'),
  'event-date': day(2026, 7, 1),
  'living-affected': choose('还过得下去'),
  'income-kinds': tick('工资、打工的钱', '种地、养殖、做生意的钱', '退休金、失业金、赡养费、抚养费', '城乡居民养老金', '高龄津贴', '房租、利息、分红、土地流转的钱', '别的收入'),
  wages: roughly('800', '1200', '每月'),
  business: amount('3000', '一年合计'),
  'expense-kinds': tick('看病吃药', '上学', '残疾康复、买轮椅等辅具', '交社保、交税、给别人赡养费或抚养费', '别的省不下来的大开支'),
  medical: amount('26000', '一年合计'),
  'spending-surge': choose('撑不住'),
  'hardship-months': months(5),
  financial: roughly('1000', '5000'),
  belongings: tick('汽车', '两套或更多住房', '门面、商铺、车位等', '名下有公司或个体户', '最近花大钱买过东西', '有人上高收费私立学校或自费留学'),
  vehicles: choose('1 辆'),
  'vehicle-value': amount('8000'),
  homes: choose('2 套'),
  'registered-capital': amount('10000'),
};
