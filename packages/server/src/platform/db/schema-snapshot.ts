import type pg from 'pg';

/** Sections of the snapshot: what each prints, one text per object, in an order that does not depend on the server. */
const SECTIONS: readonly { readonly title: string; readonly query: string }[] = [
  {
    title: 'extensions',
    query: `SELECT format('CREATE EXTENSION %I;', extname) AS text FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1`,
  },
  {
    title: 'types',
    query: `SELECT format('CREATE TYPE %I AS (%s);', t.typname,
        string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)) AS text
      FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c' JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname ORDER BY t.typname`,
  },
  {
    title: 'sequences',
    query: `SELECT format('CREATE SEQUENCE %I START %s INCREMENT %s;', sequencename, start_value, increment_by) AS text
      FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename`,
  },
  {
    title: 'tables',
    query: `SELECT format(E'CREATE TABLE %I (\\n%s\\n);', c.relname, string_agg(format('  %I %s%s%s', a.attname,
          format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
          CASE WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
               ELSE coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') END), E',\\n' ORDER BY a.attnum)) AS text
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY c.relname ORDER BY c.relname`,
  },
  {
    title: 'views',
    query: `SELECT format(E'CREATE VIEW %I AS\\n%s', viewname, definition) AS text
      FROM pg_views WHERE schemaname = 'public' ORDER BY viewname`,
  },
  {
    // PostgreSQL 18 lists NOT NULL among the constraints, 15 does not: the table section already tells.
    title: 'constraints',
    query: `SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s;', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS text
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'c', 'f', 'x') AND conrelid <> 0
      ORDER BY conrelid::regclass::text, conname`,
  },
  {
    title: 'indexes',
    query: `SELECT indexdef || ';' AS text FROM pg_indexes i WHERE schemaname = 'public'
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conname = i.indexname AND k.contype IN ('p', 'u', 'x'))
      ORDER BY tablename, indexname`,
  },
  {
    title: 'functions',
    query: `SELECT rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' AS text FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
      ORDER BY p.proname, pg_get_function_identity_arguments(p.oid)`,
  },
  {
    title: 'triggers',
    query: `SELECT pg_get_triggerdef(oid) || ';' AS text FROM pg_trigger WHERE NOT tgisinternal
      ORDER BY tgrelid::regclass::text, tgname`,
  },
];

/**
 * The schema as text, read from the catalog: the same for the same migrations on every supported server, so that a
 * review sees what a migration really does and CI sees when snapshot and migrations drift apart.
 */
export async function schemaSnapshot(pool: pg.Pool): Promise<string> {
  const parts = [
    '-- Made from the migrations by `portal schema write`; a check compares the two. Not for running.',
  ];
  for (const section of SECTIONS) {
    const { rows } = await pool.query<{ text: string }>(section.query);
    if (rows.length > 0) parts.push(`-- ${section.title}`, ...rows.map((row) => row.text.trimEnd()));
  }
  return `${parts.join('\n\n')}\n`;
}
