namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>Regular expressions of ECMA-262, which .NET reads differently in places.</summary>
public sealed class PatternTests
{
    private const string Table = """
        [
          { "description": "digits and words are ASCII", "schema": { "pattern": "^\\d\\w$" }, "valid": ["1a", "9_"], "invalid": ["߀a", "1é", "1a\n"] },
          { "description": "negated sets", "schema": { "pattern": "^\\D\\W[\\D][^\\d]$" }, "valid": ["aéxx", "߀ é߀"], "invalid": ["1éxx", "aaxx", "aé1x", "aéx1"] },
          { "description": "white space", "schema": { "pattern": "^\\s+$" }, "valid": [" \t\n\u00a0\ufeff\u2029"], "invalid": ["\u180e", "\u200b", "a"] },
          { "description": "the end is the end", "schema": { "pattern": "^a$" }, "valid": ["a"], "invalid": ["a\n"] },
          { "description": "a dot is one code point", "schema": { "pattern": "^.$" }, "valid": ["💩", "a"], "invalid": ["ab", "\n", "\u2028", ""] },
          { "description": "code points beyond the basic plane", "schema": { "pattern": "^[🐲-🐴a]{2}🐉*\\u{1F432}$" }, "valid": ["🐳a🐲", "aa🐉🐉🐲"], "invalid": ["🐵a🐲", "a🐲"] },
          { "description": "a negated class is one code point", "schema": { "pattern": "^[^ab]$" }, "valid": ["💩", "c"], "invalid": ["a", "cc"] },
          { "description": "Unicode properties", "schema": { "pattern": "^\\p{Letter}\\p{Lu}\\P{L}\\p{Script=Greek}$" }, "valid": ["éA1α"], "invalid": ["1A1α", "éa1α", "éAaα", "éA1a"] },
          { "description": "brackets and hyphens in classes", "schema": { "pattern": "^[[\\]\\-&&a-][\\w-.]$" }, "valid": ["[a", "]-", "-.", "&_"], "invalid": ["b-", "a+"] },
          { "description": "braces that repeat nothing", "schema": { "pattern": "^{a}x{2}]$" }, "valid": ["{a}xx]"], "invalid": ["{a}x]"] },
          { "description": "lookahead and back reference", "schema": { "pattern": "^(?=a)(?<q>.)b\\k<q>(?!c)" }, "valid": ["abad"], "invalid": ["abac", "abb"] },
          { "description": "control and hexadecimal escapes", "schema": { "pattern": "^\\cA\\x41\\u0042\\/\\t\\0$" }, "valid": ["\u0001AB/\t\u0000"], "invalid": ["AAB/\t0"] },
          { "description": "an empty class and its opposite", "schema": { "pattern": "^(?:[]|[^])$" }, "valid": ["a", "\n"], "invalid": ["ab", ""] },
          { "description": "a range that ends before a set", "schema": { "pattern": "^[a-\\d]$" }, "valid": ["a", "-", "5"], "invalid": ["b"] }
        ]
        """;

    private static IEnumerable<TestCaseData> Rows => SchemaCase.Read(Table);

    [TestCaseSource(nameof(Rows))]
    public void Row_holds(SchemaCase row) => row.Check();
}
