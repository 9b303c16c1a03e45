namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>Keywords about items.</summary>
public sealed class ArrayKeywordTests
{
    private const string Table = """
        [
          { "description": "items with one schema", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "items": { "type": "integer" } },
            "valid": [[], [1, 2], { "0": "a" }], "invalid": [[1, "a"]] },
          { "description": "prefixItems", "schema": { "prefixItems": [{ "type": "integer" }, { "type": "string" }], "items": { "type": "null" } },
            "valid": [[], [1], [1, "a"], [1, "a", null, null]], "invalid": [["a"], [1, 2], [1, "a", 3]] },
          { "description": "prefixItems and no more", "schema": { "prefixItems": [true], "items": false }, "valid": [[], [1]], "invalid": [[1, 2]] },
          { "description": "tuples", "dialects": ["draft-07", "draft-04"], "schema": { "items": [{ "type": "integer" }, {}], "additionalItems": { "type": "null" } },
            "valid": [[1], [1, "a"], [1, 2, null]], "invalid": [["a"], [1, 2, 3]] },
          { "description": "tuples and no more", "dialects": ["draft-07", "draft-04"], "schema": { "items": [{}], "additionalItems": false }, "valid": [[1]], "invalid": [[1, 2]] },
          { "description": "additionalItems without a tuple", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "items": {}, "additionalItems": false }, "valid": [[1, 2]] },
          { "description": "contains", "dialects": ["2020-12", "draft-07"], "schema": { "contains": { "minimum": 5 } }, "valid": [[1, 5], [6], {}], "invalid": [[], [1, 2]] },
          { "description": "contains with bounds", "schema": { "contains": { "const": 1 }, "minContains": 2, "maxContains": 3 },
            "valid": [[1, 1], [1, 0, 1, 1]], "invalid": [[1], [], [1, 1, 1, 1]] },
          { "description": "contains at least none", "schema": { "contains": false, "minContains": 0 }, "valid": [[], [1]] },
          { "description": "bounds without contains", "schema": { "minContains": 2, "maxContains": 0 }, "valid": [[], [1]] },
          { "description": "bounds of contains are unknown", "dialects": ["draft-07"], "schema": { "contains": { "const": 1 }, "minContains": 2 }, "valid": [[1]] },
          { "description": "unevaluatedItems sees prefix, contains and branches",
            "schema": { "prefixItems": [{ "type": "string" }], "contains": { "type": "boolean" }, "minContains": 0, "anyOf": [{ "prefixItems": [true, { "const": 2 }] }, true], "unevaluatedItems": false },
            "valid": [["a"], ["a", 2], ["a", true, false], ["a", 2, true]], "invalid": [["a", 3], ["a", 2, 3]] },
          { "description": "unevaluatedItems with a schema", "schema": { "oneOf": [{ "prefixItems": [{ "const": 1 }] }, { "prefixItems": [{ "const": 2 }, true] }], "unevaluatedItems": { "type": "null" } },
            "valid": [[1, null], [2, 5, null]], "invalid": [[1, 5], [2, 5, 5]] },
          { "description": "unevaluatedItems after items", "schema": { "allOf": [{ "items": true }], "unevaluatedItems": false }, "valid": [[1, 2]] }
        ]
        """;

    private static IEnumerable<TestCaseData> Rows => SchemaCase.Read(Table);

    [TestCaseSource(nameof(Rows))]
    public void Row_holds(SchemaCase row) => row.Check();
}
