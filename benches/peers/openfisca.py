"""The income test of dibao in OpenFisca, added to the variables of its country template."""

import json
import statistics
import sys
import time
from importlib.metadata import version

import numpy
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.variables import Variable
from openfisca_country_template import CountryTaxBenefitSystem
from openfisca_country_template.entities import Household

MONTH = "2026-11"
TOLD = ["standard", "size", "workers", "wages", "business", "property", "transfer", "other", "transfer_paid"]
ROUNDS_AT_ONCE = 15
# A simulation takes milliseconds, so that fewer rounds say as much.
ROUNDS_ONE_BY_ONE = 3


def variable(name, formula=None, value_type=float):
    """A monthly variable of a household."""
    parts = {"value_type": value_type, "entity": Household, "definition_period": DateUnit.MONTH, "label": name}
    if formula:
        parts["formula"] = formula
    return type(name, (Variable,), parts)


def job_cost(household, period):
    standard, workers = household("standard", period), household("workers", period)
    return numpy.minimum(household("wages", period), 0.3 * standard * workers)


def counted(household, period):
    income = household("wages", period) - household("job_cost", period)
    for kind in ["business", "property", "transfer", "other"]:
        income = income + household(kind, period)
    return numpy.maximum(0, income - household("transfer_paid", period))


def eligible(household, period):
    return household("counted", period) < household("standard", period) * household("size", period)


def judge(system, households):
    """Builds a simulation of these households and calculates both answers."""
    simulation = SimulationBuilder().build_default_simulation(system, count=len(households))
    for name in TOLD:
        simulation.set_input(name, MONTH, numpy.array([household[name] for household in households]))
    answers = zip(simulation.calculate("eligible", MONTH), simulation.calculate("counted", MONTH), strict=True)
    return [[bool(eligible), round(float(counted) * 100)] for eligible, counted in answers]


def measure(rounds, households, run):
    """The median round, in nanoseconds for one household, and the answers."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        answers = run()
        times.append((time.perf_counter_ns() - start) / len(households))
    return {"nanoseconds": statistics.median(times), "answers": answers}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        households = json.load(file)
    system = CountryTaxBenefitSystem()
    system.add_variables(*(variable(name) for name in TOLD))
    system.add_variables(variable("job_cost", job_cost), variable("counted", counted))
    system.add_variables(variable("eligible", eligible, bool))
    name = f"OpenFisca-Core {version('openfisca-core')}"
    few = households[:100]
    one_by_one = measure(ROUNDS_ONE_BY_ONE, few, lambda: [judge(system, [household])[0] for household in few])
    at_once = measure(ROUNDS_AT_ONCE, households, lambda: judge(system, households))
    print(json.dumps([{"name": f"{name}, one by one", **one_by_one}, {"name": f"{name}, all at once", **at_once}]))


if __name__ == "__main__":
    main()
