using System.Text.Json.Nodes;
using Orchestra.Engine.Language.JsonPath;

namespace Orchestra.Engine.Language.Templates;

/// <summary>What stands between <c>{{</c> and <c>}}</c>.</summary>
/// <param name="Column">Where it starts in its string, from 1.</param>
internal abstract record TemplateExpression(int Column)
{
    /// <summary>A value written down.</summary>
    internal sealed record Literal(JsonNode? Value, int Column) : TemplateExpression(Column);

    /// <summary>A path, perhaps with a default.</summary>
    internal sealed record Selection(PathExpression Path, bool HasDefault, JsonNode? Default, int Column) : TemplateExpression(Column);

    /// <summary>A function's result.</summary>
    internal sealed record Call(TemplateFunction Function, IReadOnlyList<TemplateExpression> Arguments, int Column)
        : TemplateExpression(Column);
}
