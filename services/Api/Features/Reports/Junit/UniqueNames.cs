using System.Globalization;

namespace Orchestra.Api.Features.Reports.Junit;

/// <summary>Numbers names that come again, in the order of the report: the same suite gives the same names each time.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public string Next(string name)
    {
        var unique = JunitText.Legal(name);
        for (var i = 2; !_taken.Add(unique); i++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{JunitText.Legal(name)} #{i}");
        }

        return unique;
    }
}
