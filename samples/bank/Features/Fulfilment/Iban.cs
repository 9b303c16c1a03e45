using System.Globalization;
using System.Numerics;

namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>Account numbers with true check digits (ISO 13616).</summary>
internal static class Iban
{
    // Letters count from A = 10, so "DE00" behind the number reads 131400.
    private const string CountryAndZeroCheck = "131400";

    public static string Of(Guid accountId)
    {
        var number = (new BigInteger(accountId.ToByteArray(), isUnsigned: true) % BigInteger.Pow(10, 18)).ToString(
            "D18",
            CultureInfo.InvariantCulture
        );
        var check = 98 - (int)(BigInteger.Parse(number + CountryAndZeroCheck, CultureInfo.InvariantCulture) % 97);
        return string.Create(CultureInfo.InvariantCulture, $"DE{check:D2}{number}");
    }
}
