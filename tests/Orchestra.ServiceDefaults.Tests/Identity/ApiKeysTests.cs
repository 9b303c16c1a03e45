using Orchestra.ServiceDefaults.Identity;

namespace Orchestra.ServiceDefaults.Tests.Identity;

internal sealed class ApiKeysTests
{
    [Test]
    public void A_new_key_is_long_random_and_recognised()
    {
        var keys = Enumerable.Range(0, 100).Select(_ => ApiKeys.Create()).ToList();

        Assert.That(keys, Is.Unique);
        Assert.That(keys, Is.All.Matches("^orc_[A-Za-z0-9_-]{43}$"));
        Assert.That(keys.Select(ApiKeys.LooksLikeOne), Is.All.True);
    }

    [Test]
    public void What_is_stored_is_the_SHA_256_of_the_whole_key()
    {
        // sha256 of "orc_example", as sha256sum prints it.
        var expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("orc_example"u8));

        Assert.That(Convert.ToHexStringLower(ApiKeys.Hash("orc_example")), Is.EqualTo(expected));
        Assert.That(ApiKeys.Hash("orc_example"), Is.Not.EqualTo(ApiKeys.Hash("orc_examplf")));
    }

    [TestCase("")]
    [TestCase("orc_")]
    [TestCase("ORC_abcdefghijkl")]
    [TestCase("key_abcdefghijkl")]
    [TestCase("orc_abc'; drop table")]
    [TestCase("orc_abcdefgh\n")]
    [TestCase("orc_äbcdefgh")]
    public void What_cannot_be_a_key_costs_no_query(string text) => Assert.That(ApiKeys.LooksLikeOne(text), Is.False);

    [Test]
    public void A_text_without_end_is_no_key() => Assert.That(ApiKeys.LooksLikeOne("orc_" + new string('a', 1000)), Is.False);
}
