using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Templates;

/// <summary>The functions of the template language. Pure: all they know is their arguments, the step's start and its seed.</summary>
internal static class TemplateFunctions
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int MaxRandomString = 65_536;

    private static readonly Dictionary<string, TemplateFunction> Functions = new TemplateFunction[]
    {
        new("uuid()", 0, 0, false, call => JsonValue.Create(call.Evaluator.NextDraw().NextUuid().ToString())),
        new("now(format?, shift?)", 0, 2, false, NowFunction.Evaluate),
        new("randomInt(a, b)", 2, 2, false, RandomInt),
        new("randomString(n)", 1, 1, false, RandomString),
        new("base64(x)", 1, 1, false, Base64),
        new("json(x)", 1, 1, true, Json),
        new("string(x)", 1, 1, false, call => JsonValue.Create(call.Text(0))),
        new("number(x)", 1, 1, false, Number),
        new("length(x)", 1, 1, true, Length),
        new("lastSegment(x)", 1, 1, false, LastSegment),
    }.ToDictionary(function => function.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Functions.Keys;

    public static TemplateFunction? Find(string name) => Functions.GetValueOrDefault(name);

    private static JsonValue? RandomInt(FunctionCall call)
    {
        var low = Integer(call.Value(0), "randomInt()");
        var high = Integer(call.Value(1), "randomInt()");
        if (low > high)
        {
            throw Wrong($"randomInt() takes the smaller bound first: {low} is above {high}");
        }

        var span = unchecked((ulong)high - (ulong)low + 1);
        return JsonValue.Create(unchecked((long)((ulong)low + call.Evaluator.NextDraw().NextBelow(span))));
    }

    private static JsonValue? RandomString(FunctionCall call)
    {
        var length = Integer(call.Value(0), "randomString()");
        if (length is < 0 or > MaxRandomString)
        {
            throw Wrong($"randomString() takes a length from 0 to {MaxRandomString}, not {length}");
        }

        call.Evaluator.Budget.Step(length);
        var draw = call.Evaluator.NextDraw();
        var text = new StringBuilder((int)length);
        while (text.Length < length)
        {
            text.Append(Alphabet[(int)draw.NextBelow((ulong)Alphabet.Length)]);
        }

        return JsonValue.Create(text.ToString());
    }

    private static JsonValue? Base64(FunctionCall call)
    {
        var bytes = Encoding.UTF8.GetBytes(call.Text(0));
        call.CheckSize(bytes.Length / 3L * 4L);
        return JsonValue.Create(Convert.ToBase64String(bytes));
    }

    private static JsonValue? Json(FunctionCall call)
    {
        var value = call.Value(0);
        call.CheckSize(JsonSize.Measure(value, call.Evaluator.Budget));
        return JsonValue.Create(JsonTexts.ToJson(value));
    }

    private static JsonNode? Number(FunctionCall call)
    {
        var value = call.Value(0);
        if (JsonTexts.IsNumber(value, out _))
        {
            return value;
        }

        if (JsonTexts.IsString(value, out var text))
        {
            return JsonNumber.IsNumber(text) ? JsonNode.Parse(text) : throw Wrong("number() was given a string that is no JSON number");
        }

        throw Wrong($"number() takes a number or a string, not {JsonTexts.NameOf(value)}");
    }

    private static JsonValue? Length(FunctionCall call)
    {
        if (call.Arguments[0].List is { } list)
        {
            return JsonValue.Create(list.Count);
        }

        var value = call.Value(0);
        return value switch
        {
            JsonArray array => JsonValue.Create(array.Count),
            JsonObject json => JsonValue.Create(json.Count),
            _ when JsonTexts.IsString(value, out var text) => JsonValue.Create(JsonTexts.CountRunes(text)),
            _ => throw Wrong($"length() takes a string, an array or an object, not {JsonTexts.NameOf(value)}"),
        };
    }

    // What a Location header says of the thing that was made: the id is the last segment of its path.
    private static JsonValue? LastSegment(FunctionCall call)
    {
        var text = call.Text(0);
        var path = text.AsSpan()[..(text.AsSpan().IndexOfAny('?', '#') is >= 0 and var end ? end : text.Length)].TrimEnd('/');
        var segment = path[(path.LastIndexOf('/') + 1)..];
        return segment.IsEmpty
            ? throw Wrong("lastSegment() takes a URI or a path with at least one segment")
            : JsonValue.Create(Uri.UnescapeDataString(segment));
    }

    private static long Integer(JsonNode? value, string function)
    {
        var integer = JsonTexts.IsNumber(value, out var number) ? number.ToInt64() : null;
        return integer
            ?? throw Wrong($"{function} takes whole numbers of 64 bits, not {(value is null ? "null" : "a " + JsonTexts.NameOf(value))}");
    }

    private static EvaluationException Wrong(FormattableString message) =>
        new(LanguageFaultKind.Value, message.ToString(CultureInfo.InvariantCulture));

    private static EvaluationException Wrong(string message) => new(LanguageFaultKind.Value, message);
}
