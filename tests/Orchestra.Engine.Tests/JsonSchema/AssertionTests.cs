namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>Keywords about the value itself, in every dialect that has them.</summary>
public sealed class AssertionTests
{
    private const string Table = """
        [
          { "description": "type integer counts by value", "dialects": ["2020-12", "draft-07", "openapi-3.0"], "schema": { "type": "integer" },
            "valid": [0, -0, 1.0, 1e3, 12.50e1, 1e400, 123456789012345678901234567890], "invalid": [1.5, 1e-1, "1", null, true, [], {}] },
          { "description": "type integer counts by notation", "dialects": ["draft-04"], "schema": { "type": "integer" },
            "valid": [0, 7, 123456789012345678901234567890], "invalid": [1.0, 1e3, 1.5] },
          { "description": "type number", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "type": "number" },
            "valid": [1, 1.5, -1e400], "invalid": ["1", null] },
          { "description": "several types", "dialects": ["2020-12", "draft-07", "draft-04"], "schema": { "type": ["string", "null"] },
            "valid": ["a", null], "invalid": [1, {}, false] },
          { "description": "nullable widens the type", "dialects": ["openapi-3.0"], "schema": { "type": "string", "nullable": true },
            "valid": ["a", null], "invalid": [1] },
          { "description": "nullable does not widen an enum", "dialects": ["openapi-3.0"], "schema": { "type": "string", "nullable": true, "enum": ["a"] },
            "valid": ["a"], "invalid": [null, "b"] },
          { "description": "nullable is unknown", "dialects": ["2020-12", "draft-07", "draft-04"], "schema": { "type": "string", "nullable": true },
            "invalid": [null] },
          { "description": "enum", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"],
            "schema": { "enum": [6, "foo", [], true, { "a": 12, "b": [1.0] }, null, "ü", 7, 8] },
            "valid": [6, 6.0, 60e-1, "foo", "f\u006fo", [], true, { "b": [1], "a": 12 }, null, "\u00fc"],
            "invalid": [5, "FOO", [[]], false, { "a": 12 }, { "a": 12, "b": [1], "c": 0 }, "u", {}] },
          { "description": "false is not 0", "schema": { "enum": [false, "1"] }, "valid": [false], "invalid": [0, 0.0, 1, true, null, ""] },
          { "description": "const", "dialects": ["2020-12", "draft-07"], "schema": { "const": { "a": [1, 2.50] } },
            "valid": [{ "a": [1.0, 2.5] }], "invalid": [{ "a": [2.5, 1] }, { "a": [1] }, [1, 2.5], null] },
          { "description": "const is unknown", "dialects": ["draft-04", "openapi-3.0"], "schema": { "const": 1 }, "valid": [2] },
          { "description": "const with half a surrogate pair", "schema": { "const": "\ud800" }, "valid": ["\uD800"], "invalid": ["\ud801", "\ufffd", "a"] },
          { "description": "minimum and maximum", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "minimum": -2, "maximum": 1.1 },
            "valid": [-2, -2.0, 1.10, 0, "x"], "invalid": [-2.0001, 1.1000000000000000000001, 3, 1e400, -1e400] },
          { "description": "whole bounds, however the number is written", "schema": { "minimum": -5, "maximum": 9223372036854775807 },
            "valid": [-5, -5.0, -0, 0e9, -50e-1, 9223372036854775807, 9223372036854775806.5, 1E3], "invalid": [-6, -5.1, -51e-1, 9223372036854775808, 1e19, -9223372036854775809] },
          { "description": "bounds beyond doubles", "schema": { "minimum": 9007199254740993, "maximum": 1e400 },
            "valid": [9007199254740993, 1e400, 9.99e399], "invalid": [9007199254740992, 10e400, 1e401] },
          { "description": "exclusive bounds are numbers", "dialects": ["2020-12", "draft-07"], "schema": { "exclusiveMinimum": 1, "exclusiveMaximum": 2 },
            "valid": [1.0000001, 1.5], "invalid": [1, 1.0, 2, 20e-1] },
          { "description": "exclusive bounds are switches", "dialects": ["draft-04", "openapi-3.0"],
            "schema": { "minimum": 1, "exclusiveMinimum": true, "maximum": 2, "exclusiveMaximum": false }, "valid": [1.1, 2], "invalid": [1, 2.1] },
          { "description": "multipleOf with decimals", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "multipleOf": 0.01 },
            "valid": [0, 4.02, 19.99, 0.070, 1e300, -3.14], "invalid": [4.021, 0.001, 1e-10] },
          { "description": "multipleOf with big numbers", "schema": { "multipleOf": 123456789012345678901 },
            "valid": [0, 123456789012345678901, 246913578024691357802e5], "invalid": [123456789012345678902, 1e308] },
          { "description": "multipleOf against an endless power", "schema": { "multipleOf": 7 }, "valid": [7e999999999], "invalid": [1e999999999, 1e99999999999999999999999] },
          { "description": "length counts code points", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "minLength": 2, "maxLength": 2.0 },
            "valid": ["ab", "💩💩", "\ud83d\udca9é", "\n\u0041", 12], "invalid": ["a", "💩", "\ud83d\udca9", "abc", ""] },
          { "description": "half pairs count as one", "schema": { "minLength": 2, "maxLength": 2 }, "valid": ["\ud83d\ud83d", "\udca9\ud83d"], "invalid": ["\ud83d"] },
          { "description": "pattern is searched for", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "pattern": "b+" },
            "valid": ["abbc", "b", 1], "invalid": ["ac", "", "B"] },
          { "description": "number of items", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "minItems": 1, "maxItems": 2 },
            "valid": [[1], [1, 2], "abc"], "invalid": [[], [1, 2, 3]] },
          { "description": "number of properties", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "minProperties": 1, "maxProperties": 2 },
            "valid": [{ "a": 1 }, { "a": 1, "b": 2 }, []], "invalid": [{}, { "a": 1, "b": 2, "c": 3 }] },
          { "description": "uniqueItems", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "uniqueItems": true },
            "valid": [[1, 2], [1, true], [0, false], ["1", 1], [{ "a": 1 }, { "a": 2 }], [[1], [1, 1]], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
            "invalid": [[1, 1.0], ["a", "\u0061"], [{ "a": 1, "b": 2 }, { "b": 2.0, "a": 1 }], [[0], [0e5]], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100e-1],
              [0, 1, 2, 3, 4, 5, 6, 7, { "a": 1, "b": [] }, { "b": [], "a": 1.0 }]] },
          { "description": "uniqueItems switched off", "schema": { "uniqueItems": false }, "valid": [[1, 1]] },
          { "description": "format is an annotation", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "format": "date" }, "valid": ["never", 1] }
        ]
        """;

    private static IEnumerable<TestCaseData> Rows => SchemaCase.Read(Table);

    [TestCaseSource(nameof(Rows))]
    public void Row_holds(SchemaCase row) => row.Check();
}
