using System.Text.Json.Nodes;
using Orchestra.Engine.Language.JsonPath;

namespace Orchestra.Engine.Language.Templates;

/// <summary>Gives paths their roots out of a <see cref="RenderContext" /> and remembers which secrets were taken.</summary>
internal sealed class ContextSource(RenderContext context) : IPathSource
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The texts to mask, each once, in the order of use.</summary>
    public List<string> Secrets { get; } = [];

    /// <summary>How often a secret was taken: shows whether a function's arguments hold one.</summary>
    public int SecretReads { get; private set; }

    public JsonPathNode? Start(PathExpression path)
    {
        var location = NodeLocation.Root.Member(path.Root);
        if (path.Secret is { } name)
        {
            return Secret(name) is { } text ? new JsonPathNode(JsonValue.Create(text), location.Member(name)) : null;
        }

        var value = path.Root switch
        {
            PathRoots.Data => context.Data,
            PathRoots.Steps => context.Steps,
            PathRoots.Suite => context.Suite,
            PathRoots.Run => context.Run,
            PathRoots.Vars => context.Vars,
            PathRoots.Response => context.Response,
            PathRoots.DbResult => context.DbResult,
            _ => context.Message,
        };
        if (value is null && PathRoots.IsOwnResult(path.Root))
        {
            throw new EvaluationException(LanguageFaultKind.Unavailable, $"{path.Text}: {PathRoots.OwnResultOnly(path.Root)}");
        }

        return value is null ? null : new JsonPathNode(value, location);
    }

    /// <summary>Remembers a text that must be masked.</summary>
    public void AddSecret(string text)
    {
        if (text.Length > 0 && _known.Add(text))
        {
            Secrets.Add(text);
        }
    }

    private string? Secret(string name)
    {
        var text = context.Secrets?.Invoke(name);
        if (text is not null)
        {
            SecretReads++;
            AddSecret(text);
        }

        return text;
    }
}
