namespace Orchestra.Engine.JsonSchema;

/// <summary>Names of the dialects as people write them, for example on the command line.</summary>
public static class SchemaDialects
{
    /// <summary>Every name that <see cref="TryParse"/> accepts, in the order help texts show them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["2020-12", "openapi-3.0", "draft-07", "draft-04"];

    /// <summary>Reads a dialect's name; false when it is not one of <see cref="Names"/>.</summary>
    public static bool TryParse(string? name, out SchemaDialect dialect)
    {
        SchemaDialect? found = name switch
        {
            "2020-12" => SchemaDialect.Draft202012,
            "openapi-3.0" => SchemaDialect.OpenApi30,
            "draft-07" => SchemaDialect.Draft07,
            "draft-04" => SchemaDialect.Draft04,
            _ => null,
        };
        dialect = found.GetValueOrDefault();
        return found is not null;
    }

    /// <summary>The name of a dialect, the inverse of <see cref="TryParse"/>.</summary>
    public static string NameOf(SchemaDialect dialect) =>
        dialect switch
        {
            SchemaDialect.Draft202012 => "2020-12",
            SchemaDialect.OpenApi30 => "openapi-3.0",
            SchemaDialect.Draft07 => "draft-07",
            SchemaDialect.Draft04 => "draft-04",
            _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "not a schema dialect"),
        };
}
