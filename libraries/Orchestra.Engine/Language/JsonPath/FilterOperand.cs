using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>A side of a comparison or an argument of a function.</summary>
internal abstract record FilterOperand
{
    /// <summary>A value written down.</summary>
    internal sealed record Literal(JsonNode? Value) : FilterOperand;

    /// <summary>A path, relative or absolute.</summary>
    internal sealed record Path(PathExpression Expression) : FilterOperand;

    /// <summary>A function's result.</summary>
    internal sealed record Call(FilterFunction Function, IReadOnlyList<FilterOperand> Arguments) : FilterOperand;
}
