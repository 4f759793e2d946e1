-- The figures of the reports, counted a second time from the rows of the platform, by hand.
-- Shares nothing with the product. DAY(x) is replaced by the test: the day in Morocco.
-- Result: indicator, year, region, gender, kind, participations, people; '*' is a total.
WITH person AS (
    SELECT id, COALESCE(merged_into_id, id) AS person_id, gender FROM accounts_user
),
good AS (  -- certificates in force
    SELECT c.id, c.user_id, c.course_id, c.enrolment_id
    FROM certificates_certificate c
    WHERE c.status = 'valid' AND c.course_id IS NOT NULL
),
certified AS (
    SELECT g.user_id, g.course_id, MAX(g.enrolment_id) AS enrolment_id,
           (SELECT MIN(o.issued_at) FROM certificates_certificate o
             WHERE o.user_id = g.user_id AND o.course_id = g.course_id AND o.status <> 'revoked'
           ) AS moment
    FROM good g GROUP BY g.user_id, g.course_id
),
attended AS (
    SELECT enrolment_id, MIN(completed_at) AS moment
    FROM courses_unitcompletion WHERE source = 'attendance' GROUP BY enrolment_id
),
happened AS (
    SELECT 'enrolled' AS indicator, e.id AS enrolment_id, e.user_id, e.enrolled_at AS moment
    FROM courses_enrolment e
    UNION ALL
    SELECT 'started', e.id, e.user_id, e.started_at
    FROM courses_enrolment e WHERE e.started_at IS NOT NULL
    UNION ALL
    SELECT 'completed', e.id, e.user_id, e.completed_at
    FROM courses_enrolment e WHERE e.status = 'completed'
    UNION ALL
    SELECT 'attended', e.id, e.user_id, a.moment
    FROM courses_enrolment e JOIN attended a ON a.enrolment_id = e.id
    UNION ALL
    SELECT 'certified', c.enrolment_id, c.user_id, c.moment FROM certified c
    UNION ALL
    SELECT 'trained', c.enrolment_id, c.user_id, c.moment FROM certified c
    UNION ALL
    SELECT 'trained', e.id, e.user_id, a.moment
    FROM courses_enrolment e JOIN attended a ON a.enrolment_id = e.id
    LEFT JOIN certified c ON c.user_id = e.user_id AND c.course_id = e.course_id
    WHERE c.user_id IS NULL
),
dated AS (
    SELECT h.*, DAY(h.moment) AS day FROM happened h
),
placed AS (  -- where the person belonged on that day; else what the enrolment keeps
    SELECT d.indicator, d.user_id, d.day,
           COALESCE(m.organisation_id, e.organisation_id) AS organisation_id,
           COALESCE(NULLIF(m.region, ''), NULLIF(e.region, ''), NULLIF(k.region, ''), 'none')
               AS region
    FROM dated d JOIN courses_enrolment e ON e.id = d.enrolment_id
    LEFT JOIN accounts_organisation k ON k.id = e.organisation_id
    LEFT JOIN accounts_membership m ON m.user_id = d.user_id AND m.starts_on <= d.day
         AND (m.ends_on IS NULL OR m.ends_on >= d.day)
),
lines AS (
    SELECT p.indicator, SUBSTR(CAST(p.day AS VARCHAR(10)), 1, 4) AS year, r.person_id,
           p.region,
           CASE WHEN r.gender = 'N' THEN 'none' ELSE r.gender END AS gender,
           COALESCE(o.kind, 'none') AS kind, 1 AS number
    FROM placed p JOIN person r ON r.id = p.user_id
    LEFT JOIN accounts_organisation o ON o.id = p.organisation_id
    UNION ALL
    SELECT 'reached', SUBSTR(CAST(w.held_on AS VARCHAR(10)), 1, 4), NULL,
           COALESCE(NULLIF(w.region, ''), NULLIF(o.region, ''), 'none'),
           CASE WHEN c.sex = 'N' THEN 'none' ELSE c.sex END, o.kind, c.count
    FROM courses_workshopcount c JOIN courses_workshopreport w ON w.id = c.report_id
    JOIN accounts_organisation o ON o.id = w.organisation_id
    WHERE w.status = 'validated' AND c.count > 0
)
SELECT indicator, year, '*' AS region, '*' AS gender, '*' AS kind,
       SUM(number) AS participations, COUNT(DISTINCT person_id) AS people
FROM lines GROUP BY indicator, year
UNION ALL
SELECT indicator, year, region, '*', '*', SUM(number), COUNT(DISTINCT person_id)
FROM lines GROUP BY indicator, year, region
UNION ALL
SELECT indicator, year, '*', gender, '*', SUM(number), COUNT(DISTINCT person_id)
FROM lines GROUP BY indicator, year, gender
UNION ALL
SELECT indicator, year, '*', '*', kind, SUM(number), COUNT(DISTINCT person_id)
FROM lines GROUP BY indicator, year, kind
UNION ALL
SELECT indicator, year, region, gender, '*', SUM(number), COUNT(DISTINCT person_id)
FROM lines GROUP BY indicator, year, region, gender
UNION ALL
SELECT indicator, year, '*', gender, kind, SUM(number), COUNT(DISTINCT person_id)
FROM lines GROUP BY indicator, year, gender, kind
