namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>References, anchors and base URIs inside one document.</summary>
public sealed class ReferenceTests
{
    private const string Table = """
        [
          { "description": "a recursive schema", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "properties": { "n": { "$ref": "#" }, "v": { "type": "integer" } }, "additionalProperties": false },
            "valid": [{ "n": { "n": { "v": 1 } } }], "invalid": [{ "n": { "n": { "w": 1 } } }, { "n": { "v": "x" } }] },
          { "description": "escapes in pointers", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"],
            "schema": { "properties": { "a": { "$ref": "#/x/til~0de~1sl%25ash" }, "b": { "$ref": "#/x/list/1" } }, "x": { "til~de/sl%ash": { "type": "integer" }, "list": [{}, { "type": "string" }] } },
            "valid": [{ "a": 1, "b": "s" }], "invalid": [{ "a": "x" }, { "b": 1 }] },
          { "description": "siblings of $ref count", "schema": { "$ref": "#/$defs/a", "maximum": 5, "$defs": { "a": { "minimum": 1 } } }, "valid": [3], "invalid": [0, 6] },
          { "description": "siblings of $ref are ignored", "dialects": ["draft-07", "draft-04", "openapi-3.0"], "schema": { "properties": { "p": { "$ref": "#/definitions/a", "maximum": 5 } }, "definitions": { "a": { "minimum": 1 } } },
            "valid": [{ "p": 6 }], "invalid": [{ "p": 0 }] },
          { "description": "a property called $ref", "dialects": ["2020-12", "draft-07", "draft-04", "openapi-3.0"], "schema": { "properties": { "$ref": { "type": "string" } } }, "valid": [{ "$ref": "a" }], "invalid": [{ "$ref": 1 }] },
          { "description": "anchors", "schema": { "$ref": "#here", "$defs": { "x": { "$anchor": "here", "type": "integer" } } }, "valid": [1], "invalid": ["a"] },
          { "description": "anchors by $id", "dialects": ["draft-07"], "schema": { "allOf": [{ "$ref": "#here" }], "definitions": { "x": { "$id": "#here", "type": "integer" } } }, "valid": [1], "invalid": ["a"] },
          { "description": "anchors by id", "dialects": ["draft-04"], "schema": { "allOf": [{ "$ref": "#here" }], "definitions": { "x": { "id": "#here", "type": "integer" } } }, "valid": [1], "invalid": ["a"] },
          { "description": "base URIs", "schema": { "$id": "https://a.test/root.json", "$ref": "/nested/item.json#/$defs/inner", "$defs": { "i": { "$id": "nested/item.json", "$defs": { "inner": { "$ref": "other.json" } } }, "o": { "$id": "/nested/other.json", "type": "integer" } } },
            "valid": [1], "invalid": ["a"] },
          { "description": "URNs", "schema": { "$id": "urn:example:root", "$ref": "urn:example:leaf", "$defs": { "l": { "$id": "urn:example:leaf", "$ref": "#/$defs/t", "$defs": { "t": { "type": "integer" } } } } }, "valid": [1], "invalid": ["a"] },
          { "description": "an $id in an enum is none", "schema": { "$ref": "https://a.test/x", "$defs": { "e": { "enum": [{ "$id": "https://a.test/x", "type": "null" }] }, "x": { "$id": "https://a.test/x", "type": "string" } } },
            "valid": ["a"], "invalid": [null, 1] },
          { "description": "a reference by pointer into a schema with another base", "schema": { "$ref": "#/$defs/a/$defs/b", "$defs": { "a": { "$id": "https://a.test/a", "$defs": { "b": { "$ref": "#/$defs/c" }, "c": { "type": "integer" } } }, "c": { "type": "string" } } },
            "valid": [1], "invalid": ["s"] },
          { "description": "$dynamicRef leads to the outermost anchor", "schema": { "$id": "https://a.test/strict", "$dynamicAnchor": "node", "$ref": "tree", "unevaluatedProperties": false,
              "$defs": { "tree": { "$id": "tree", "$dynamicAnchor": "node", "properties": { "data": true, "children": { "items": { "$dynamicRef": "#node" } } } } } },
            "valid": [{ "children": [{ "data": 1 }] }], "invalid": [{ "children": [{ "daat": 1 }] }, { "daat": 1 }] },
          { "description": "$dynamicRef to a plain anchor stays", "schema": { "$id": "https://a.test/outer", "$ref": "list", "$defs": { "foo": { "$dynamicAnchor": "items", "type": "string" },
              "list": { "$id": "list", "items": { "$dynamicRef": "#items" }, "$defs": { "items": { "$anchor": "items" } } } } }, "valid": [["a", 42]] },
          { "description": "a base lists kinds that include it", "dialects": ["openapi-3.0"],
            "schema": { "required": ["kind"], "oneOf": [{ "$ref": "#/x/Cat" }, { "$ref": "#/x/Dog" }], "x": {
              "Cat": { "allOf": [{ "$ref": "#" }, { "properties": { "kind": { "enum": ["cat"] } } }] }, "Dog": { "allOf": [{ "$ref": "#" }, { "properties": { "kind": { "enum": ["dog"] } } }] } } },
            "valid": [{ "kind": "cat" }, { "kind": "dog" }], "invalid": [{ "kind": "cow" }, {}] }
        ]
        """;

    private static IEnumerable<TestCaseData> Rows => SchemaCase.Read(Table);

    [TestCaseSource(nameof(Rows))]
    public void Row_holds(SchemaCase row) => row.Check();
}
