using System.Text.Json.Nodes;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Http.Writing;

/// <summary>A value in escaped texts: one, one for each item, or a name and one for each member.</summary>
internal sealed class WrittenValue
{
    private readonly List<(string? Name, string Text)> _texts;

    public WrittenValue(JsonNode? value, Func<string, string> escape)
    {
        IsScalar = value is not (JsonArray or JsonObject);
        _texts = value switch
        {
            JsonObject members =>
            [
                .. members
                    .Where(member => member.Value is not null)
                    .Select(member => ((string?)escape(member.Key), escape(StepInputs.Text(member.Value)!))),
            ],
            JsonArray items => [.. items.Where(item => item is not null).Select(item => ((string?)null, escape(StepInputs.Text(item)!)))],
            null => [],
            _ => [(null, escape(StepInputs.Text(value)!))],
        };
    }

    public bool IsScalar { get; }

    public bool IsNothing => _texts.Count == 0;

    /// <summary>All of it in one text: exploded members are <c>name=text</c>, others a name and a text after each other.</summary>
    public string Joined(string delimiter, bool explode) =>
        string.Join(delimiter, _texts.Select(text => text.Name is null ? text.Text : text.Name + (explode ? "=" : delimiter) + text.Text));

    /// <summary>Each item under the parameter's name, each member under its own.</summary>
    public IEnumerable<(string Name, string Value)> Pairs(string name) => _texts.Select(text => (text.Name ?? name, text.Text));
}
