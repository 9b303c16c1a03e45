using System.Text.Json;

namespace Orchestra.Runs.States;

/// <summary>Enums as the tables and the wire write them: UPPER_SNAKE.</summary>
public static class WireNames
{
    /// <summary>The wire name of <paramref name="value"/>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Cache<T>.Names[value];

    /// <summary>The value of a wire name that our own tables hold.</summary>
    public static T Parse<T>(string name)
        where T : struct, Enum => Cache<T>.Values[name];

    /// <summary>The value of a wire name from outside; false when there is none.</summary>
    public static bool TryParse<T>(string name, out T value)
        where T : struct, Enum => Cache<T>.Values.TryGetValue(name, out value);

    /// <summary>All wire names, for messages.</summary>
    public static IReadOnlyCollection<string> All<T>()
        where T : struct, Enum => Cache<T>.Values.Keys;

    private static class Cache<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Names = Enum.GetValues<T>()
            .ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> Values = Names.ToDictionary(
            pair => pair.Value,
            pair => pair.Key,
            StringComparer.Ordinal
        );
    }
}
