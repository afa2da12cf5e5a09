-- The sixteen standards of the pack briefing as one hand-written query for DuckDB, from a file of facts.
-- Asked with: $facts (the file), $as_of (the last day counted); beside a table `due` with a row a day: day, and the
-- due days wd1, wd2, wd5, wd10, wd20 (working days), cd42 (days) and m6 (months) after it.
-- Covers withdrawals of withdrawals up to four deep; neither `known_on` nor the clock of recording.
WITH
facts AS (
    SELECT person, number, kind, "on" AS day, coalesce(thread, '') AS thread, coalesce("order", '') AS "order",
        officer, provider, outcome, disposal, format, "check", assessment, status, level, register, target
    FROM read_parquet($facts)
    WHERE stream = 'person' AND kind IN (
        'report_requested', 'check_requested', 'check_returned', 'report_delivered', 'report_recorded', 'concern',
        'significant_change', 'assessed', 'sentenced', 'released', 'allocated', 'escalated', 'escalation_decided',
        'appointment_arranged', 'appointment', 'home_visit', 'plan', 'agency_notified', 'oversight', 'ended',
        'withdrawn', 'wrong_person', 'erased')
),
-- What stands: a withdrawal takes away its target unless it is itself taken away.
w AS (SELECT person, number, target FROM facts WHERE kind = 'withdrawn'),
w1 AS (SELECT * FROM w ANTI JOIN (SELECT person, target AS number FROM w) USING (person, number)),
w2 AS (SELECT * FROM w ANTI JOIN (SELECT person, target AS number FROM w1) USING (person, number)),
w3 AS (SELECT * FROM w ANTI JOIN (SELECT person, target AS number FROM w2) USING (person, number)),
w4 AS (SELECT * FROM w ANTI JOIN (SELECT person, target AS number FROM w3) USING (person, number)),
gone AS (
    SELECT person, target AS number FROM w4
    UNION SELECT person, target FROM facts ANTI JOIN (SELECT person, target AS number FROM w4) USING (person, number)
        WHERE kind = 'wrong_person'
    UNION SELECT person, target FROM facts WHERE kind = 'erased'
),
stand AS (
    SELECT facts.*, rank,
        kind IN ('report_requested', 'report_delivered', 'report_recorded', 'sentenced', 'released', 'allocated',
                 'ended') AS has_order
    FROM facts JOIN ranks USING (kind) ANTI JOIN gone USING (person, number)
    WHERE day <= $as_of AND kind NOT IN ('withdrawn', 'wrong_person', 'erased')
),
-- What looks back or ahead within one order, or one thread: of the few facts that have them.
orders AS (
    SELECT person, number,
        count(*) FILTER (kind = 'allocated') OVER sofar AS allocations,
        last_value(CASE kind WHEN 'sentenced' THEN coalesce(disposal, '') END IGNORE NULLS) OVER sofar AS order_disposal,
        last_value(CASE kind WHEN 'allocated' THEN coalesce(provider, '') END IGNORE NULLS) OVER sofar AS held,
        first_value(CASE kind WHEN 'allocated' THEN coalesce(provider, '') END IGNORE NULLS) OVER later AS held_later,
        first_value(CASE kind WHEN 'allocated' THEN day END IGNORE NULLS) OVER later AS next_allocated,
        first_value(CASE kind WHEN 'ended' THEN day END IGNORE NULLS) OVER later AS order_end
    FROM stand WHERE has_order AND "order" <> ''
    WINDOW
        sofar AS (PARTITION BY person, "order" ORDER BY day, rank, number ROWS UNBOUNDED PRECEDING),
        later AS (PARTITION BY person, "order" ORDER BY day, rank, number
                  ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
),
moves AS (
    SELECT person, number,
        (kind = 'sentenced')::INT - coalesce(lag((kind = 'sentenced')::INT) OVER (
            PARTITION BY person, "order" ORDER BY day, rank, number), 0) AS change
    FROM stand WHERE kind IN ('sentenced', 'ended') AND "order" <> ''
),
checks AS (
    SELECT person, number,
        (kind = 'check_requested')::INT - coalesce(lag((kind = 'check_requested')::INT) OVER (
            PARTITION BY person, thread ORDER BY day, rank, number), 0) AS waits
    FROM stand WHERE kind IN ('check_requested', 'check_returned') AND thread <> ''
),
threads AS (
    SELECT person, number,
        first_value(CASE kind WHEN 'report_recorded' THEN day END IGNORE NULLS) OVER later AS next_recorded,
        first_value(CASE kind WHEN 'escalation_decided' THEN day END IGNORE NULLS) OVER later AS next_decided
    FROM stand
    WHERE kind IN ('report_delivered', 'report_recorded', 'escalated', 'escalation_decided') AND thread <> ''
    WINDOW later AS (PARTITION BY person, thread ORDER BY day, rank, number
                     ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
),
-- What is known of the person just after each fact.
known AS (
    SELECT stand.*, allocations, order_disposal, order_end, next_allocated, next_recorded, next_decided, change,
        coalesce(orders.held, orders.held_later, '') AS order_holder,
        sum(coalesce(change, 0)) OVER sofar AS open_orders,
        sum(coalesce(waits, 0)) OVER sofar AS outstanding,
        last_value(CASE kind WHEN 'allocated' THEN coalesce(officer, '') END IGNORE NULLS) OVER sofar AS assigned,
        bool_or(kind = 'check_requested' AND "check" IS NOT DISTINCT FROM 'DV') OVER sofar AS police_asked,
        bool_or(kind = 'check_requested' AND "check" IS NOT DISTINCT FROM 'CP') OVER sofar AS children_asked,
        bool_or(kind = 'assessed' AND assessment IS NOT DISTINCT FROM 'SCREENING') OVER sofar AS screened,
        last_value(CASE WHEN kind = 'assessed' AND assessment = 'SCREENING' THEN coalesce(status, '') END IGNORE NULLS)
            OVER sofar AS screening_status,
        bool_or(kind = 'assessed' AND coalesce(assessment = 'FULL' AND status = 'COMPLETE', false)) OVER sofar AS fully,
        last_value(CASE kind WHEN 'assessed' THEN level END IGNORE NULLS) OVER sofar AS rosh_level,
        bool_or(kind = 'concern' AND register IS NOT NULL) OVER sofar AS concerned,
        coalesce(kind = 'released' OR kind = 'sentenced'
            AND disposal IN ('COMMUNITY ORDER', 'SUSPENDED SENTENCE ORDER'), false) AS commences,
        coalesce(kind = 'assessed' AND assessment = 'REVIEW' AND status = 'COMPLETE', false) AS reviews
    FROM stand
    LEFT JOIN orders USING (person, number)
    LEFT JOIN moves USING (person, number)
    LEFT JOIN checks USING (person, number)
    LEFT JOIN threads USING (person, number)
    WINDOW sofar AS (PARTITION BY person ORDER BY day, rank, number ROWS UNBOUNDED PRECEDING)
),
-- What comes next, and who holds the person.
next AS (
    SELECT known.*,
        coalesce(last_value(CASE WHEN kind = 'ended' AND change = -1 AND open_orders = 0 THEN 0
            WHEN kind IN ('report_requested', 'sentenced') THEN 1 END IGNORE NULLS) OVER sofar, 1) AS is_active,
        bool_or(commences) OVER sofar AS commenced,
        coalesce(
            last_value(CASE kind WHEN 'allocated' THEN coalesce(provider, '') END IGNORE NULLS) OVER sofar,
            first_value(CASE kind WHEN 'allocated' THEN coalesce(provider, '') END IGNORE NULLS) OVER later,
            '') AS person_holder,
        first_value(CASE WHEN kind = 'ended' AND change = -1 AND open_orders = 0 THEN day END IGNORE NULLS)
            OVER later AS person_end,
        first_value(CASE WHEN reviews THEN day END IGNORE NULLS) OVER later AS next_review,
        first_value(CASE WHEN kind IN ('appointment_arranged', 'appointment', 'home_visit') THEN day END IGNORE NULLS)
            OVER later AS next_meeting,
        first_value(CASE WHEN kind IN ('appointment', 'home_visit') AND outcome = 'ATTENDED' AND officer = assigned
            THEN day END IGNORE NULLS) OVER later AS next_seen,
        first_value(CASE WHEN kind = 'home_visit' AND outcome = 'ATTENDED' THEN day END IGNORE NULLS)
            OVER later AS next_home_visit,
        first_value(CASE kind WHEN 'agency_notified' THEN day END IGNORE NULLS) OVER later AS next_notified,
        first_value(CASE kind WHEN 'oversight' THEN day END IGNORE NULLS) OVER later AS next_oversight,
        first_value(CASE kind WHEN 'plan' THEN day END IGNORE NULLS) OVER later AS next_plan
    FROM known
    WINDOW
        sofar AS (PARTITION BY person ORDER BY day, rank, number ROWS UNBOUNDED PRECEDING),
        later AS (PARTITION BY person ORDER BY day, rank, number ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
),
asked AS (
    SELECT next.*, due.* EXCLUDE (day),
        kind = 'allocated' AND allocations = 1 AS is_first,
        CASE WHEN concerned OR coalesce(rosh_level IN ('HIGH', 'VERY HIGH'), false) THEN 'yes'
            WHEN NOT screened OR outstanding <> 0 THEN 'unknown' ELSE 'no' END AS warranted
    FROM next JOIN due USING (day)
    WHERE is_active = 1
        AND kind IN ('sentenced', 'released', 'allocated', 'report_delivered', 'assessed', 'significant_change',
                     'escalated', 'plan')
),
made AS (
    SELECT *, 'allocated-in-time' AS standard, wd2 AS due, next_allocated AS next_met, NULL::DATE AS gate,
        'yes' AS owed, NULL AS answers FROM asked WHERE kind = 'sentenced'
    UNION ALL SELECT *, 'change-reviewed', wd5, next_review, NULL, 'yes', NULL
        FROM asked WHERE kind = 'significant_change'
    UNION ALL SELECT *, 'others-notified', wd2, next_notified, NULL, 'yes', NULL
        FROM asked WHERE kind = 'significant_change'
    UNION ALL SELECT *, 'escalation-decided', wd5, next_decided, NULL, 'yes', NULL FROM asked WHERE kind = 'escalated'
    UNION ALL SELECT *, 'first-appointment-contract', wd5, next_meeting, NULL, 'yes', NULL
        FROM asked WHERE is_first AND order_disposal IN ('COMMUNITY ORDER', 'SUSPENDED SENTENCE ORDER')
    UNION ALL SELECT *, 'first-appointment-contract', wd1, next_meeting, NULL, 'yes', NULL
        FROM asked WHERE kind = 'released'
    UNION ALL SELECT *, 'first-appointment', wd5, next_seen, NULL, 'yes', NULL FROM asked WHERE commences
    UNION ALL SELECT *, 'plan-in-time', wd10, next_plan, NULL, 'yes', NULL FROM asked WHERE commences
    UNION ALL SELECT *, 'home-visit', cd42, next_home_visit, NULL, warranted, NULL FROM asked WHERE commences
    UNION ALL SELECT *, 'oversight', wd20, next_oversight, NULL, warranted, NULL FROM asked WHERE commences
    UNION ALL SELECT *, 'risk-reviewed', m6, next_review, NULL, 'yes', NULL
        FROM asked WHERE commences OR reviews AND commenced
    UNION ALL SELECT *, 'oral-report-recorded', wd1, next_recorded, NULL, 'yes', coalesce(provider, '')
        FROM asked WHERE kind = 'report_delivered' AND format = 'ORAL'
    UNION ALL SELECT *, 'checks-requested-before-report', NULL, NULL,
        CASE WHEN police_asked AND children_asked THEN day END, 'yes', coalesce(provider, '')
        FROM asked WHERE kind = 'report_delivered'
    UNION ALL SELECT *, 'checks-back-at-allocation', NULL, NULL, CASE WHEN outstanding = 0 THEN day END, 'yes', NULL
        FROM asked WHERE is_first
    UNION ALL SELECT *, 'full-rosh-at-allocation', NULL, NULL, CASE WHEN fully THEN day END, 'yes', NULL
        FROM asked WHERE is_first
    UNION ALL SELECT *, 'rosh-at-allocation', NULL, NULL, CASE WHEN screening_status = 'COMPLETE' THEN day END, 'yes',
        NULL FROM asked WHERE is_first
    UNION ALL SELECT *, 'plan-by-assigned', NULL, NULL, CASE WHEN officer = assigned THEN day END, 'yes', NULL
        FROM asked WHERE kind = 'plan'
),
closed AS (
    SELECT *, CASE WHEN due IS NULL THEN NULL WHEN next_met IS NULL OR over < next_met THEN over END AS ended
    FROM (SELECT *, CASE WHEN has_order THEN order_end ELSE person_end END AS over FROM made)
)
SELECT 'briefing/' || standard AS standard, person, number AS opened_by, day AS opened, due,
    CASE WHEN due IS NULL THEN gate WHEN ended <= due THEN NULL ELSE next_met END AS met,
    ended, owed,
    nullif(coalesce(answers, CASE WHEN has_order THEN order_holder ELSE person_holder END), '') AS accountable
FROM closed
