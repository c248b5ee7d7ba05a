// The income rules of five programmes as a page of publicodes: a field for each figure, and what comes of them at every key. All
// amounts are yuan a month; `average` is last year's disposable income per person, `own` what one person alone takes in.
import Engine from 'publicodes';

const TOLD = [
  'standard', 'average', 'size', 'workers', 'own', 'expenses',
  'wages', 'business', 'property', 'transfer', 'other', 'pension', 'transfer_paid',
];
const PROGRAMMES = ['tekun', 'dibao', 'borderline', 'rigid_expense', 'temporary_expense'];

const engine = new Engine({
  ...Object.fromEntries(TOLD.map(name => [name, { 'par défaut': 0 }])),
  job_cost: { valeur: '0.3 * standard * workers', plafond: 'wages' },
  without_pension: 'wages + business + property + transfer + other',
  counted: { valeur: 'without_pension - job_cost - transfer_paid', plancher: 0 },
  gross: 'without_pension + pension',
  disposable: { valeur: 'gross - transfer_paid', plancher: 0 },
  tekun: 'own < standard',
  dibao: 'counted < standard * size',
  borderline: { 'toutes ces conditions': ['counted < 1.5 * standard * size', 'dibao = non'] },
  temporary_expense: 'disposable < average * size',
  rigid_expense: {
    'toutes ces conditions': ['temporary_expense', 'expenses > 0.4 * gross', 'dibao = non', 'borderline = non'],
  },
});

const form = document.querySelector('form');
const list = document.querySelector('ul');
for (const name of TOLD) {
  const label = form.appendChild(document.createElement('label'));
  label.textContent = name;
  label.appendChild(Object.assign(document.createElement('input'), { id: name, inputMode: 'decimal' }));
}
const found = PROGRAMMES.map(() => list.appendChild(document.createElement('li')));

const show = () => {
  engine.setSituation(Object.fromEntries(TOLD.map(name => [name, Number(form.elements[name].value) || 0])));
  PROGRAMMES.forEach((programme, index) => {
    found[index].textContent = `${programme}: ${engine.evaluate(programme).nodeValue}`;
  });
};
form.addEventListener('input', show);
show();
document.documentElement.classList.add('started');
