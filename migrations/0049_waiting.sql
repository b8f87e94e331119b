-- Why: a place that is held for somebody who waits is one of a run or of a session, whoever passes is left in peace for a while, an offer
-- to a group where one talks first counts nothing, and what was needed and not there is counted by need, area and month.
-- Locks: placements and waiting_entries for a moment: the new columns have a constant default. Size: none.
-- Way back: drop the columns and the view; every place counts as held again, so count `taken` anew first.
ALTER TABLE "placements" ADD COLUMN "holds_place" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "waiting_entries" ADD COLUMN "cohort_id" uuid;--> statement-breakpoint
ALTER TABLE "waiting_entries" ADD COLUMN "session_on" date;--> statement-breakpoint
ALTER TABLE "waiting_entries" ADD COLUMN "passed_on" date;--> statement-breakpoint
ALTER TABLE "waiting_entries" ADD CONSTRAINT "waiting_entries_cohort_fk" FOREIGN KEY ("scheme_id","cohort_id","activity_id") REFERENCES "public"."activity_cohorts"("scheme_id","id","activity_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "waiting_entries_to_answer" ON "waiting_entries" USING btree ("scheme_id","answer_by") WHERE status = 'offered';--> statement-breakpoint
ALTER TABLE "waiting_entries" ADD CONSTRAINT "waiting_entries_place_of_one" CHECK (num_nonnulls(cohort_id, session_on) < 2);--> statement-breakpoint
-- People, not entries: somebody who met three closed doors in one month is one person there. A need that was written down, a group that
-- was full, and whoever left a list because it took too long. The district is of where they live; a hidden address has none.
create view report.unmet_needs with (security_barrier) as
with ended as (
  select scheme_id, person_id, referral_id, ended_on as happened_on
  from placements
  where status = 'declined' and end_reason = 'full' and corrected_at is null
  union all
  select scheme_id, person_id, referral_id, in_england(ended_at) from waiting_entries where left_because = 'waited-too-long'
), met as (
  select scheme_id, person_id, recorded_on as happened_on, need, area from gaps
  union all
  select ended.scheme_id, ended.person_id, happened_on, need, case when not exists (
      select from people as same
      where same.scheme_id = people.scheme_id and same.address_hidden
        and coalesce(same.merged_into, same.id) = coalesce(people.merged_into, people.id)
    ) then split_part(people.postcode, ' ', 1) end
  from ended
  join referrals on referrals.scheme_id = ended.scheme_id and referrals.id = ended.referral_id
  join people on people.scheme_id = ended.scheme_id and people.id = ended.person_id
  cross join lateral unnest(referrals.needs) as needs (need)
)
select date_trunc('month', happened_on)::date as month, need, nullif(area, 'ZZ99') as area, count(distinct person_id)::integer as n
from met
where scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
group by 1, 2, 3;
--> statement-breakpoint
grant select on report.unmet_needs to rother_report;
