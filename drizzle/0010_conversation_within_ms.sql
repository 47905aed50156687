-- A `conversation-first` policy keeps its duration in milliseconds, as every policy does.
UPDATE "lines" SET "perimeter" = jsonb_set("perimeter", '{policies}', (
  SELECT jsonb_agg(
    CASE WHEN policy ? 'withinDays'
      THEN (policy - 'withinDays') || jsonb_build_object('withinMs', (policy->>'withinDays')::bigint * 86400000)
      ELSE policy END
    ORDER BY place)
  FROM jsonb_array_elements("perimeter"->'policies') WITH ORDINALITY AS stored(policy, place)))
WHERE "perimeter" @? '$.policies[*].withinDays';
