using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Orchestra.Contracts.Errors;

namespace Orchestra.ServiceDefaults.Errors;

/// <summary>
/// What the framework says of a request that it could not read, in the words of the API: no type of ours belongs on the wire, and
/// each fault names its place.
/// </summary>
internal static partial class RequestFaults
{
    /// <summary>A body that is no JSON, or JSON of another shape.</summary>
    public static Fault Of(JsonException e)
    {
        // The serialiser appends its own position; it is in the fault already.
        var text = e.Message.Split(" Path: ", 2)[0];
        var message =
            UnknownField().Match(text) is { Success: true } unknown ? $"there is no field '{unknown.Groups["name"].Value}' here: remove it"
            : GivenTwice().Match(text) is { Success: true } twice ? $"the field '{twice.Groups["name"].Value}' is given twice: keep one"
            : MissingMembers().Match(text) is { Success: true } members ? $"{members.Groups["names"].Value} must be given"
            : text.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
                ? $"the value at {e.Path ?? "$"} is of the wrong type or not one of the allowed ones"
            : text;
        return new Fault(e.Path ?? "$", (int?)(e.LineNumber + 1), message);
    }

    /// <summary>A parameter or a body that is missing or cannot be read.</summary>
    public static (string Message, IReadOnlyList<Fault> Faults) Of(BadHttpRequestException e)
    {
        if (Unreadable().Match(e.Message) is { Success: true } unreadable)
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(unreadable.Groups["name"].Value);
            return At(name, $"{name} cannot be read from '{unreadable.Groups["value"].Value}'");
        }

        if (Missing().Match(e.Message) is { Success: true } missing)
        {
            return missing.Groups["source"].Value.StartsWith("body", StringComparison.Ordinal)
                ? At("$", "a JSON body is required")
                : At(missing.Groups["name"].Value, $"{missing.Groups["name"].Value} is required");
        }

        return e.StatusCode switch
        {
            StatusCodes.Status415UnsupportedMediaType => ("send the body as application/json", []),
            _ => (e.Message, []),
        };
    }

    private static (string Message, IReadOnlyList<Fault> Faults) At(string path, string message) =>
        (message, [new Fault(path, null, message)]);

    [GeneratedRegex("^The JSON property '(?<name>.*)' could not be mapped to any", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownField();

    [GeneratedRegex("was missing required properties including[^:]*: (?<names>.*?)\\.?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MissingMembers();

    [GeneratedRegex("^Duplicate property '(?<name>.*?)' encountered", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GivenTwice();

    [GeneratedRegex(
        "^Failed to bind parameter \"[^\"]* (?<name>[^\" ]+)\" from \"(?<value>.*)\"\\.$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Unreadable();

    [GeneratedRegex(
        "^Required parameter \"[^\"]* (?<name>[^\" ]+)\" was not provided from (?<source>.*)\\.$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Missing();
}
