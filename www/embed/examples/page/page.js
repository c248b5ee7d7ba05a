// Works under the header
// `Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:`.
import { load } from './jiuzhu-selfcheck/browser.js';

const VERDICTS = { likely: '很可能符合', possible: '可能符合', undetermined: '还要再问', unlikely: '很可能不符合', dormant: '没有启动' };

const { assess } = await load();
const form = document.querySelector('form');

function show() {
  const told = Object.fromEntries(new FormData(form));
  const answer = assess({
    place: { hukou: told.hukou, residence: told.residence },
    members: Array.from({ length: Number(told.people) }, () => ({ lives_together: true })),
    income: { other: { amount: told.income, period: 'month' } },
  });
  const dibao = answer.ok ? answer.value.findings.find(finding => finding.programme === 'dibao') : undefined;
  document.getElementById('dibao').textContent = dibao ? `低保：${VERDICTS[dibao.verdict]}` : '';
  const faults = answer.ok ? [] : answer.errors.map(({ path, given }) => `${path}：${given}`);
  document.getElementById('errors').replaceChildren(...faults.map(fault => {
    const entry = document.createElement('li');
    entry.textContent = fault;
    return entry;
  }));
}

form.addEventListener('input', show);
show();
