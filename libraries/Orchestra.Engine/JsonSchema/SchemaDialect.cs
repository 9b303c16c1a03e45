namespace Orchestra.Engine.JsonSchema;

/// <summary>The flavours of JSON Schema that the validator understands.</summary>
public enum SchemaDialect
{
    /// <summary>JSON Schema 2020-12, which OpenAPI 3.1 uses as it is.</summary>
    Draft202012,

    /// <summary>JSON Schema draft-07.</summary>
    Draft07,

    /// <summary>JSON Schema draft-04.</summary>
    Draft04,

    /// <summary>The Schema Object of OpenAPI 3.0: close to draft-04, with <c>nullable</c> instead of a null type.</summary>
    OpenApi30,
}
