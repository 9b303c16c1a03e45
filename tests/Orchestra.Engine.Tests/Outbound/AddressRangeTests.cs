using System.Net;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

internal sealed class AddressRangeTests
{
    [TestCase("10.0.0.0/8", "10.255.255.255", true)]
    [TestCase("10.0.0.0/8", "11.0.0.0", false)]
    [TestCase("192.168.1.7", "192.168.1.7", true)]
    [TestCase("192.168.1.7", "192.168.1.8", false)]
    [TestCase("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [TestCase("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [TestCase("fd00:12::/32", "fd00:12:ffff::1", true)]
    [TestCase("fd00:12::/32", "fd00:13::1", false)]
    [TestCase("0.0.0.0/0", "8.8.8.8", true)]
    [TestCase("0.0.0.0/0", "2001:4860::8888", false)]
    [TestCase("::/0", "8.8.8.8", false)]
    public void A_range_contains_its_addresses_only(string range, string address, bool expected) =>
        Assert.That(AddressRange.Parse(range).Contains(IPAddress.Parse(address)), Is.EqualTo(expected));

    [TestCase("10.0.0.0/8", "10.1.0.0/16", true)]
    [TestCase("10.1.0.0/16", "10.0.0.0/8", false)]
    [TestCase("10.0.0.0/8", "10.0.0.0/8", true)]
    [TestCase("::/0", "10.0.0.0/8", false)]
    public void A_range_contains_another_when_all_of_it_is_inside(string outer, string inner, bool expected) =>
        Assert.That(AddressRange.Parse(outer).Contains(AddressRange.Parse(inner)), Is.EqualTo(expected));

    [TestCase(" 10.0.0.0/8 ", "10.0.0.0/8")]
    [TestCase("192.168.1.7", "192.168.1.7/32")]
    [TestCase("::ffff:10.0.0.0/104", "10.0.0.0/8")]
    [TestCase("FD00:0:0::/16", "fd00::/16")]
    public void A_range_is_written_in_one_form(string text, string expected)
    {
        var range = AddressRange.Parse(text);

        Assert.That(range.ToString(), Is.EqualTo(expected));
        Assert.That(AddressRange.Parse(expected), Is.EqualTo(range));
    }

    [TestCase(null, "not an address range")]
    [TestCase("", "not an address range")]
    [TestCase("localhost", "not an address range")]
    [TestCase("127.1/8", "not an address range")]
    [TestCase("0x7f000001", "not an address range")]
    [TestCase("[::1]/128", "not an address range")]
    [TestCase("fe80::1%1/64", "not an address range")]
    [TestCase("10.0.0.0/33", "from 0 to 32")]
    [TestCase("fd00::/129", "from 0 to 128")]
    [TestCase("10.0.0.0/", "prefix length")]
    [TestCase("10.0.0.0/-1", "prefix length")]
    [TestCase("10.0.0.0/8/8", "prefix length")]
    [TestCase("10.0.0.5/8", "10.0.0.0/8 for the range or 10.0.0.5 for the one address")]
    public void What_is_not_a_range_is_refused_with_the_way_out(string? text, string expected)
    {
        var read = AddressRange.TryParse(text, out _, out var fault);

        Assert.That(read, Is.False);
        Assert.That(fault, Does.Contain(expected));
    }
}
