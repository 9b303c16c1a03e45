namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>Keywords that combine schemas.</summary>
public sealed class LogicKeywordTests
{
    private const string Table = """
        [
          { "description": "allOf", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "allOf": [{ "minimum": 1 }, { "maximum": 3 }] }, "valid": [1, 3], "invalid": [0, 4] },
          { "description": "anyOf", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "anyOf": [{ "type": "string" }, { "minimum": 5 }] }, "valid": ["a", 5, null], "invalid": [4] },
          { "description": "oneOf", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "oneOf": [{ "multipleOf": 3 }, { "multipleOf": 5 }] }, "valid": [3, 5], "invalid": [15, 7] },
          { "description": "not", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "not": { "type": "string" } }, "valid": [1, null], "invalid": ["a"] },
          { "description": "if, then and else", "dialects": ["2020-12", "draft-07"], "schema": { "if": { "type": "integer" }, "then": { "minimum": 10 }, "else": { "type": "string" } }, "valid": [10, "a"], "invalid": [9, null, 1.5] },
          { "description": "then without if", "dialects": ["2020-12", "draft-07"], "schema": { "then": false, "else": false }, "valid": [1] },
          { "description": "if is unknown", "dialects": ["draft-04", "openapi-3.0"], "schema": { "if": {}, "then": { "type": "null" } }, "valid": [1] },
          { "description": "discriminator and example are ignored", "dialects": ["openapi-3.0"], "schema": { "oneOf": [{ "type": "object" }, { "type": "string" }], "discriminator": { "propertyName": "k" }, "example": 7 },
            "valid": [{}, "a"], "invalid": [7] }
        ]
        """;

    private static IEnumerable<TestCaseData> Rows => SchemaCase.Read(Table);

    [TestCaseSource(nameof(Rows))]
    public void Row_holds(SchemaCase row) => row.Check();
}
