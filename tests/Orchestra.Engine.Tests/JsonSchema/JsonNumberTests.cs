using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Orchestra.Engine.JsonSchema.Values;

namespace Orchestra.Engine.Tests.JsonSchema;

/// <summary>Exact numbers agree with arithmetic on integers, whatever their notation.</summary>
public sealed class JsonNumberTests
{
    [Test]
    public void Order_and_divisibility_agree_with_big_integers() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(int Left, int Right, byte Scale, bool Exponent)>(),
                sample =>
                {
                    var (left, right) = (Scaled(sample.Left, sample.Scale % 25), Scaled(sample.Right, sample.Scale % 7));
                    var (a, b) = (Number(left, sample.Exponent), Number(right, !sample.Exponent));
                    var order = JsonNumber.Compare(a, b) == left.CompareTo(right);
                    return order && (b.IsZero || b.IsNegative || a.IsMultipleOf(b) == (left % right).IsZero);
                }
            )
            .QuickCheckThrowOnFailure();

    [TestCase("0", "-0.0e5", 0)]
    [TestCase("1.0", "1", 0)]
    [TestCase("100e-2", "1", 0)]
    [TestCase("0.1", "0.10000000000000000000000001", -1)]
    [TestCase("12345678901234567890123", "12345678901234567890124", -1)]
    [TestCase("123456789012345678901230e-1", "12345678901234567890123", 0)]
    [TestCase("-5", "3", -1)]
    [TestCase("1e-400", "0", 1)]
    [TestCase("-1e400", "-1e399", -1)]
    public void Numbers_compare_by_value(string left, string right, int order) =>
        Assert.That(Math.Sign(JsonNumber.Compare(Parse(left), Parse(right))), Is.EqualTo(order));

    private static BigInteger Scaled(int value, int power) => value * BigInteger.Pow(10, power);

    private static JsonNumber Number(BigInteger value, bool asExponent)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return Parse(asExponent ? $"{text}.000e+0" : $"{text}00e-2");
    }

    private static JsonNumber Parse(string text) => JsonNumber.Parse(Encoding.UTF8.GetBytes(text));
}
