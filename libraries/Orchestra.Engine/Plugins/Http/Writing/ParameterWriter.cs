using System.Text.Json.Nodes;
using Orchestra.Contracts.Json;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Http.Writing;

/// <summary>
/// Writes values as OpenAPI's parameter styles say (RFC 6570). What is not given is not written: nulls, empty arrays, empty objects. Arrays
/// and objects inside others, for which no style says anything, are JSON.
/// </summary>
internal static class ParameterWriter
{
    /// <summary>A path parameter's text with what the style puts in front of it; null where there is no value.</summary>
    public static string? Path(string name, JsonNode? value, SpecParameter? parameter)
    {
        if (AsContent(value, parameter) is { } content)
        {
            return Escapes.All(content);
        }

        var (style, explode) = (parameter?.Style ?? "simple", parameter?.Explode ?? false);
        var items = new WrittenValue(value, Escapes.All);
        if (items.IsNothing)
        {
            return null;
        }

        return style switch
        {
            "label" => "." + items.Joined(explode ? "." : ",", explode),
            "matrix" when items.IsScalar => ";" + Named(name, items.Joined("", explode)),
            "matrix" when explode => string.Concat(items.Pairs(Escapes.All(name)).Select(pair => $";{Named(pair.Name, pair.Value)}")),
            "matrix" => $";{Escapes.All(name)}={items.Joined(",", explode: false)}",
            _ => items.Joined(",", explode),
        };
    }

    /// <summary>The <c>name=value</c> pairs of a query or form parameter.</summary>
    public static IEnumerable<string> Query(string name, JsonNode? value, SpecParameter parameter)
    {
        var escape = parameter.AllowReserved == true ? (Func<string, string>)Escapes.KeepingReserved : Escapes.All;
        var written = Escapes.All(name);
        if (AsContent(value, parameter) is { } content)
        {
            return [$"{written}={escape(content)}"];
        }

        var style = parameter.Style ?? "form";
        if (style == "deepObject")
        {
            return Deep(written, value, escape).Select(pair => $"{pair.Name}={pair.Value}");
        }

        var items = new WrittenValue(value, escape);
        if (items.IsNothing)
        {
            return [];
        }

        var delimiter = style switch
        {
            "spaceDelimited" => "%20",
            "pipeDelimited" => "%7C",
            _ => ",",
        };
        return items.IsScalar || !(parameter.Explode ?? style == "form")
            ? [$"{written}={items.Joined(delimiter, explode: false)}"]
            : items.Pairs(written).Select(pair => $"{pair.Name}={pair.Value}");
    }

    /// <summary>A header's value; null where there is none.</summary>
    public static string? Header(JsonNode? value, SpecParameter parameter)
    {
        var items = new WrittenValue(value, text => text);
        return AsContent(value, parameter) ?? (items.IsNothing ? null : items.Joined(",", parameter.Explode ?? false));
    }

    /// <summary>The cookies of a parameter.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Cookie(string name, JsonNode? value, SpecParameter? parameter)
    {
        if (AsContent(value, parameter) is { } content)
        {
            return [KeyValuePair.Create(name, Escapes.Cookie(content))];
        }

        var items = new WrittenValue(value, Escapes.Cookie);
        if (items.IsNothing)
        {
            return [];
        }

        return items.IsScalar || parameter?.Explode == false
            ? [KeyValuePair.Create(name, items.Joined(",", explode: false))]
            : items.Pairs(name).Select(pair => KeyValuePair.Create(pair.Name, pair.Value));
    }

    private static string? AsContent(JsonNode? value, SpecParameter? parameter) =>
        value is null || parameter?.ContentType is not { } type ? null
        : JsonMediaTypes.IsJson(type) ? value.ToJsonString(Contracts.OrchestraJson.Options)
        : StepInputs.Text(value);

    private static string Named(string name, string value) => value.Length == 0 ? name : $"{name}={value}";

    // Nested objects are not in the standard, and written everywhere as more brackets.
    private static IEnumerable<(string Name, string Value)> Deep(string name, JsonNode? value, Func<string, string> escape) =>
        value switch
        {
            null => [],
            JsonObject members => members.SelectMany(member => Deep($"{name}%5B{Escapes.All(member.Key)}%5D", member.Value, escape)),
            JsonArray items => items.Where(item => item is not null).Select(item => (name, escape(StepInputs.Text(item)!))),
            _ => [(name, escape(StepInputs.Text(value)!))],
        };
}
