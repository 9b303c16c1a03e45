namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>Keywords about properties.</summary>
public sealed class ObjectKeywordTests
{
    private const string Table = """
        [
          { "description": "required", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "required": ["a", "b\n"] },
            "valid": [{ "a": null, "b\n": 1 }, { "\u0061": 1, "b\u000a": 2, "c": 3 }, []], "invalid": [{ "a": 1 }, {}, { "A": 1, "b\n": 1 }] },
          { "description": "required beside a name that is half a pair", "schema": { "required": ["\u0064x"] },
            "valid": [{ "dx": 1, "\ud800x": 1 }], "invalid": [{ "\ud800x": 1 }] },
          { "description": "properties", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"],
            "schema": { "properties": { "a": { "type": "integer" }, "b\"": { "type": "string" } } },
            "valid": [{ "a": 1, "b\"": "x", "c": [] }, {}, []], "invalid": [{ "a": "1" }, { "b\"": 1 }, { "\u0061": "1" }] },
          { "description": "patterns and additional properties", "dialects": ["2020-12", "draft-07", "draft-04"],
            "schema": { "properties": { "a": {}, "ab": { "minimum": 5 } }, "patternProperties": { "b$": { "maximum": 9 }, "^x": { "type": "string" } }, "additionalProperties": false },
            "valid": [{ "a": null }, { "ab": 7, "b": 1 }, { "x1": "s" }, 12], "invalid": [{ "ab": 10 }, { "ab": 4 }, { "b": 10 }, { "c": 1 }, { "x": 1 }, { "xb": 3 }] },
          { "description": "additional properties with a schema", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"],
            "schema": { "properties": { "a": {} }, "additionalProperties": { "type": "boolean" } }, "valid": [{ "a": 1, "b": true }], "invalid": [{ "b": 1 }] },
          { "description": "additionalProperties does not see into allOf", "schema": { "allOf": [{ "properties": { "a": {} } }], "additionalProperties": { "type": "boolean" } },
            "valid": [{ "a": true }], "invalid": [{ "a": 1 }] },
          { "description": "boolean schemas", "dialects": ["2020-12", "draft-07"], "schema": { "properties": { "a": true, "b": false } },
            "valid": [{ "a": 1 }, {}], "invalid": [{ "b": 1 }] },
          { "description": "the schema false", "dialects": ["2020-12", "draft-07"], "schema": false, "invalid": [1, null, {}, []] },
          { "description": "propertyNames", "dialects": ["2020-12", "draft-07"], "schema": { "propertyNames": { "maxLength": 3, "pattern": "^a" } },
            "valid": [{ "a": 1, "abc": 2 }, {}, []], "invalid": [{ "abcd": 1 }, { "b": 1 }] },
          { "description": "propertyNames without patterns in OpenAPI", "dialects": ["openapi-3.0"], "schema": { "propertyNames": false, "patternProperties": { "a": { "type": "null" } } },
            "valid": [{ "a": 1 }] },
          { "description": "dependentRequired", "schema": { "dependentRequired": { "a": ["b", "c"], "x": [] } },
            "valid": [{}, { "b": 1 }, { "a": 1, "b": 1, "c": 1 }, { "x": 1 }], "invalid": [{ "a": 1 }, { "a": 1, "b": 1 }] },
          { "description": "dependentSchemas", "schema": { "dependentSchemas": { "a": { "required": ["b"] }, "z": false } },
            "valid": [{}, { "a": 1, "b": 1 }], "invalid": [{ "a": 1 }, { "z": 1 }] },
          { "description": "dependencies", "dialects": ["2020-12", "draft-07", "draft-04"], "schema": { "dependencies": { "a": ["b"], "c": { "properties": { "b": { "type": "integer" } } } } },
            "valid": [{ "a": 1, "b": "x" }, { "c": 1, "b": 2 }, []], "invalid": [{ "a": 1 }, { "c": 1, "b": "x" }] },
          { "description": "unevaluatedProperties sees into subschemas that hold",
            "schema": { "properties": { "a": {} }, "allOf": [{ "properties": { "b": {} } }], "anyOf": [{ "properties": { "c": { "const": 1 } }, "required": ["c"] }, { "properties": { "d": {} }, "required": ["d"] }, true], "unevaluatedProperties": false },
            "valid": [{ "a": 1, "b": 1, "c": 1, "d": 1 }, { "a": 1 }, {}, []], "invalid": [{ "c": 2 }, { "e": 1 }, { "a": 1, "c": 2, "d": 1 }] },
          { "description": "unevaluatedProperties with if", "schema": { "if": { "properties": { "k": { "const": "x" } }, "required": ["k"] }, "then": { "properties": { "x": {} } }, "else": { "properties": { "y": {} } }, "unevaluatedProperties": false },
            "valid": [{ "k": "x", "x": 1 }, { "y": 1 }], "invalid": [{ "k": "z", "y": 1 }, { "k": "x", "y": 1 }, { "x": 1 }] },
          { "description": "unevaluatedProperties with a reference and not", "schema": { "$ref": "#/$defs/base", "not": { "not": { "properties": { "n": {} } } }, "unevaluatedProperties": { "type": "string" }, "$defs": { "base": { "properties": { "a": {} } } } },
            "valid": [{ "a": 1, "z": "s" }], "invalid": [{ "z": 1 }, { "n": 1 }] },
          { "description": "unevaluatedProperties does not see cousins", "schema": { "allOf": [{ "properties": { "a": {} } }, { "unevaluatedProperties": false }] }, "valid": [{}], "invalid": [{ "a": 1 }] },
          { "description": "nested unevaluatedProperties", "schema": { "allOf": [{ "properties": { "a": {} }, "unevaluatedProperties": true }], "unevaluatedProperties": false }, "valid": [{ "a": 1, "b": 2 }] },
          { "description": "unevaluatedProperties with dependentSchemas", "schema": { "properties": { "a": {} }, "dependentSchemas": { "a": { "properties": { "b": {} } } }, "unevaluatedProperties": false },
            "valid": [{ "a": 1, "b": 1 }], "invalid": [{ "b": 1 }] },
          { "description": "unevaluatedProperties is unknown", "dialects": ["draft-07", "draft-04", "openapi-3.0"], "schema": { "unevaluatedProperties": { "type": "null" } }, "valid": [{ "a": 1 }] }
        ]
        """;

    private static IEnumerable<TestCaseData> Rows => SchemaCase.Read(Table);

    [TestCaseSource(nameof(Rows))]
    public void Row_holds(SchemaCase row) => row.Check();
}
