"""The desk: what one person sees of the register, and what that person does. Rules meet the store here and only here.

Every look is cut to what the role may see; every act is checked against the roles, the record and the clause, and is one
transaction. What somebody did is a fact; what L10 makes of it is adjudicated afresh each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from recovery_costs.adjudicate import adjudicate
from recovery_costs.advice import advise
from recovery_costs.advice.parts import Advice
from recovery_costs.calendar import UK, Moment, shipped_holidays
from recovery_costs.case_file import check_more
from recovery_costs.casework import again
from recovery_costs.casework.acts import ACTS, Act
from recovery_costs.casework.checking import checked
from recovery_costs.casework.done import Done, NotPermitted
from recovery_costs.casework.drafting import drafted
from recovery_costs.casework.held import record_of
from recovery_costs.casework.judged import Judged
from recovery_costs.casework.refusals import LOOK, refuse, refused_as
from recovery_costs.casework.second import put
from recovery_costs.casework.seen import SEE_ALL, Seen, seen_by, verdict_seen_by
from recovery_costs.contested import contest
from recovery_costs.facts import Case
from recovery_costs.moves import move
from recovery_costs.plain import Problem, Problems
from recovery_costs.record import what_counts
from recovery_costs.register.access import PROGRAM, Actor, Role
from recovery_costs.register.entry import Command, Draft
from recovery_costs.register.faults import NotThere, Stale
from recovery_costs.register.store import Register
from recovery_costs.register.view import View
from recovery_costs.terms import terms
from recovery_costs.verdict import Verdict, verdict

T = TypeVar("T")


class Desk:
    """The register as one person works with it."""

    def __init__(self, register: Register, actor: Actor) -> None:
        self.register, self.actor = register, actor
        self.view: View = register.seen_by(actor)
        self._whole: View = register.seen_by(PROGRAM)
        self._record = record_of(register)

    @property
    def now(self) -> Moment:
        """The register's clock, in UK time, to the second."""
        return Moment.of(self.register.now().astimezone(UK).replace(microsecond=0).isoformat())

    @property
    def today(self) -> date:
        """The UK day by the register's clock."""
        return self.now.day

    # --- looking ---------------------------------------------------------------------------------------------------

    def events(self) -> list[str]:
        """The Recovery Events that the actor may know of, by name."""
        return self.view.cases()

    @refused_as(LOOK)
    def judged(
        self,
        event: str,
        as_of: date,
        known_at: Moment | None = None,
        contested: bool = False,
        also: Sequence[Mapping[str, Any]] = (),
    ) -> Judged:
        """An event on a day, cut to what the actor may see.

        Args:
            also: facts that are not on record, for what would be so with them.

        Raises:
            NotThere: there is no such event that the actor may know of.
            Problems: it cannot be adjudicated on that day.
        """
        held, judge = self.case(event, also), contest if contested else adjudicate
        case = held if known_at is None else replace(held, readings=self.readings(event, known_at))
        asked = (judge, as_of, known_at, tuple(sorted(case.readings.items())))
        result = self._record.answer(held, asked, lambda: judge(case, as_of, known_at))
        seen = self.cut(event, result)
        if seen is None:
            raise NotThere
        mine = self.view.whose(event).keys() | {str(fact["id"]) for fact in also}
        own = replace(case, facts=tuple(fact for fact in case.facts if fact.id in mine))
        facts = what_counts(own, as_of, known_at, terms(case, result.readings, shipped_holidays()).notices)
        return Judged(own, seen.adjudication, facts, seen.together, seen.amounts)

    @refused_as(LOOK)
    def verdict(self, event: str, as_of: date) -> Verdict:
        """What of an event holds whatever the reading, and what turns on which: only what the actor may see of it.

        Raises:
            NotThere: there is no such event that the actor may know of.
            Problems: it cannot be adjudicated on that day.
        """
        case = self.case(event)
        seen = verdict_seen_by(self.actor, self._record.answer(case, (verdict, as_of), lambda: verdict(case, as_of)))
        if seen is None:
            raise NotThere
        return seen

    @refused_as(LOOK)
    def advice(self, event: str, as_of: date, party: str) -> Advice:
        """What a Party can still do about its claim, and what decides what it no longer can.

        Raises:
            NotThere: there is no such event, or the claim is not the actor's to see.
            Problems: it cannot be adjudicated on that day.
        """
        if self.actor.role not in SEE_ALL and party not in self.actor.parties:
            raise NotThere
        return advise(self.case(event), as_of, who=party)

    def cut(self, event: str, whole: Any) -> Seen | None:
        """An adjudication of an event as the actor may see it."""
        return seen_by(self.actor, whole, self.appealed(event))

    def appealed(self, event: str) -> frozenset[str] | None:
        """For the Authority, whom the decisions that were appealed are about; None where none was, or for anybody else."""
        appeals = self.view.entries(event, ["appeal_made"]) if self.actor.role is Role.AUTHORITY else []
        return frozenset(each.party for each in appeals if each.party) if appeals else None

    def last(self, event: str | None) -> int:
        """What a decision taken now is based on: the newest entry of the event, or of what concerns every event or none."""
        return max(self._whole.last(event), self._whole.last(None))

    @refused_as(LOOK)
    def case(self, event: str, also: Sequence[Mapping[str, Any]] = ()) -> Case:
        """The whole case as the record has it: for adjudicating, never for showing.

        Raises:
            NotThere: there is no such event that the actor may know of.
        """
        if event not in self.events():
            raise NotThere
        case = self._record.case(event)
        return check_more(case, also) if also else case

    def given(self, event: str, until: int | None = None) -> dict[str, Any]:
        """A case file of what is on record, of its facts up to an entry: for the program, and for who may read it all."""
        return {**self._record.head(event), "facts": self._whole.facts(event, until=until)}

    def readings(self, event: str | None, known_at: Moment | None = None) -> dict[str, str]:
        """The readings chosen on record (by a moment): for every event, and over those for this one; the latest of each."""
        return self._record.readings(event, known_at)

    # --- acting ----------------------------------------------------------------------------------------------------

    @refused_as(lambda given: str(given["act"]))
    def decide(
        self,
        act: str,
        event: str,
        fields: Mapping[str, Any],
        *,
        command: str,
        based_on: int | None = None,
        beside: Mapping[str, Any] | None = None,
    ) -> Done:
        """Record a fact: what somebody gave, did or decided, with what is kept beside it.

        Args:
            fields: those of the fact, but for its id and type; `at` is now unless given. With them, what the act keeps beside.
            beside: what the program keeps beside the fact.
            command: an id of the caller's own; the same command twice is recorded once.
            based_on: the record that the decision was taken on (`last`); None for what rests on nothing.

        Raises:
            NotThere: there is no such event, act or Party that the actor may act on.
            NotPermitted: L10 does not allow it now: the clause says why.
            Problems: fields that are wrong, all of them.
            Stale: something that bears on it came on record since.
        """
        chosen, now = self.allowed(act, event), self.now
        facts, kept = drafted(chosen, self.actor.role, now, command, fields, beside or {})
        self._own(event, chosen, facts)
        if (before := self.before(command, again.asked(chosen, facts, kept, now, event))) is not None:
            return before
        kept = [replace(each, party=self._placed(facts[0], event).party) for each in kept]  # read with the fact

        def decided(last: int) -> Done:
            self.current(event, facts, based_on)
            case = self.check(event, facts)
            self._permitted(case, chosen, facts)
            return put(self, chosen, case, [*facts, *kept], command, last)

        return self.settled(event, decided)

    def settled(self, event: str, work: Callable[[int], T]) -> T:
        """What `work` checks and records, with the record as it was checked: where something came between, once more.

        Args:
            work: is given the newest entry of the event (`last`), which it records on.

        Raises:
            Stale: what the caller decided on has changed.
        """
        while True:
            last = self.last(event)
            try:
                return work(last)
            except Stale:
                if self.last(event) == last:  # nothing came between: it is the caller's own record that is older
                    raise

    def before(self, command: str, *forms: again.Form) -> Done | None:
        """What the same command left on record, if it came before: `again.answer`."""
        return again.answer(self._whole.command(command), self.actor, forms)

    def allowed(self, name: str, event: str | None) -> Act:
        """The act, if the actor's role may do it in this event. A refusal says no more than absence, and is on record."""
        act = ACTS.get(name)
        if act is None or self.actor.role not in act.who or not (event is None or event in self.events()):
            refuse(self, name if act is not None else "no such act", event, NotThere("role"))
        return act

    def _own(self, event: str, act: Act, facts: Iterable[Draft]) -> None:
        """A Party acts for itself alone."""
        if self.actor.role is not Role.PARTY:
            return
        for fact in facts:
            names = [name for name in ("party", "subscriber", "by") if act.record and name in act.record.model_fields]
            whose = {fact.body[name] for name in names if name in fact.body}
            if names and not whose:
                wanted = "the Party itself, by a name of its own"
                raise Problems([Problem(None, names[0], "nothing", wanted, f"Give {names[0]}.")])
            if not names or not whose <= self.actor.parties:
                raise NotThere("another's")

    def current(self, event: str | None, drafts: Iterable[Draft], based_on: int | None) -> None:
        """Refuse what was decided on something that has changed, before anything else is said of it.

        Raises:
            Stale: something that bears on it came on record after `based_on`.
            Problems: there is no such record yet.
        """
        if based_on is None:
            return
        newest = self._whole.newest()
        if not 0 <= based_on <= newest:
            raise Problems([Problem(None, "on", str(based_on), f"a record up to {newest}", "Give the number shown.")])
        changed = self.view.bearing_on([self._placed(draft, event) for draft in drafts], based_on)
        if changed:
            raise Stale(changed)

    def check(self, event: str, facts: Iterable[Draft]) -> Case:
        """The case with the new facts in it.

        Raises:
            Problems: the new facts are wrong, by themselves or beside what is on record.
        """
        return checked(self, self._record.case(event), [fact.body for fact in facts])

    def _permitted(self, case: Case, act: Act, facts: Iterable[Draft]) -> None:
        if not act.refused_by:
            return
        result = adjudicate(case, self.today)
        for fact in facts:
            refused = act.refusals(move(result, str(fact.body["id"]), act.refused_by, fact.body.get("party")))
            if refused:
                why = " ".join(f"{each.because} ({each.clause})" for each in refused)
                what = f"Nothing was recorded: L10 does not allow it. With it on record a clause would say: {why}"
                raise NotPermitted(what, "See what may be done now instead.", refused)

    def record(
        self, command: str, event: str | None, drafts: Iterable[Draft], based_on: int | None = None, **more: Any
    ) -> Done:
        given = tuple(self._placed(draft, event) for draft in drafts)
        appended = self.register.append(Command(command, self.actor, given, based_on=based_on, **more))
        return Done(appended.entries, appended.new, appended.size, appended.root)

    def _placed(self, draft: Draft, event: str | None) -> Draft:
        """A draft with its event, and the Party whose it is."""
        whose = draft.party or draft.body.get("party") or draft.body.get("subscriber")
        if whose is None and event is not None and (of := draft.body.get("decision") or draft.body.get("of")):
            whose = self._whole.whose(event).get(of)
        if whose is None and self.actor.role is Role.PARTY:
            whose = draft.body.get("by")  # an appeal against what was decided of the event: the Party's who makes it
        return Draft(draft.kind, draft.body, draft.case_name or event, whose, draft.file)


__all__ = ["Desk", "Done", "NotPermitted"]
