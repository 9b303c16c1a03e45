using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>A query of RFC 9535 with its leading <c>$</c>, parsed once and evaluated many times.</summary>
public sealed class JsonPathQuery
{
    private readonly PathExpression _path;
    private readonly LanguageLimits _limits;

    private JsonPathQuery(PathExpression path, LanguageLimits limits)
    {
        _path = path;
        _limits = limits;
    }

    /// <summary>The query as written.</summary>
    public string Text => _path.Text;

    /// <summary>Whether it can select at most one value, by its form alone.</summary>
    public bool IsSingular => _path.IsSingular;

    /// <summary>Parses a query.</summary>
    /// <exception cref="LanguageSyntaxException">The text is no query; names the column.</exception>
    public static JsonPathQuery Parse(string text, LanguageLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        limits ??= LanguageLimits.Default;
        var scanner = new Scanner(text, 0, limits);
        if (scanner.Current != '$')
        {
            throw scanner.Error($"a query starts with $, found {scanner.Found()}");
        }

        var path = new PathParser(scanner, PathLanguage.Standard).ParseFromSign();
        return scanner.AtEnd && scanner.Position == text.Length
            ? new JsonPathQuery(path, limits)
            : throw scanner.Error($"expected a segment or the end, found {scanner.Found()}");
    }

    /// <summary>The values selected in a document, in the order of RFC 9535.</summary>
    /// <exception cref="TemplateException">The work is beyond the limits.</exception>
    public IReadOnlyList<JsonPathNode> Select(JsonNode? document)
    {
        try
        {
            return new PathEvaluator(new DocumentSource(document), new EvaluationBudget(_limits)).Select(_path);
        }
        catch (EvaluationException e)
        {
            throw new TemplateException([new LanguageFault(e.Kind, e.Message, string.Empty, _path.Column)]);
        }
    }

    private sealed class DocumentSource(JsonNode? document) : IPathSource
    {
        public JsonPathNode? Start(PathExpression path) => new JsonPathNode(document, NodeLocation.Root);
    }
}
