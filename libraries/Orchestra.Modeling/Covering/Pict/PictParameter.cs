using System.Globalization;

namespace Orchestra.Modeling.Covering.Pict;

/// <summary>A parameter of a model. It is numeric when all its values are numbers, as in PICT.</summary>
internal sealed class PictParameter(int index, string name, IReadOnlyList<string> values)
{
    private readonly double[]? _numbers = Numbers(values);

    public int Index { get; } = index;

    public string Name { get; } = name;

    public IReadOnlyList<string> Values { get; } = values;

    public bool IsNumeric => _numbers is not null;

    public double Number(int value) => _numbers![value];

    public static double? ParseNumber(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static double[]? Numbers(IReadOnlyList<string> values)
    {
        var numbers = new double[values.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (ParseNumber(values[i]) is not { } number)
            {
                return null;
            }

            numbers[i] = number;
        }

        return numbers;
    }
}
