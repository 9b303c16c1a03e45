using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

internal sealed class AddressJudgeTests
{
    private static readonly OutboundPolicy Everything = new()
    {
        AllowLoopback = true,
        Allow = [AddressRange.Parse("0.0.0.0/0"), AddressRange.Parse("::/0")],
    };

    [TestCase("169.254.169.254")]
    [TestCase("169.254.0.1")]
    [TestCase("168.63.129.16")]
    [TestCase("100.100.100.200")]
    [TestCase("192.0.0.192")]
    [TestCase("fe80::1")]
    [TestCase("fd00:ec2::254")]
    [TestCase("fd20:ce::254")]
    [TestCase("::ffff:169.254.169.254")]
    [TestCase("64:ff9b::a9fe:a9fe")]
    [TestCase("2002:a9fe:a9fe::")]
    [TestCase("2002:7f00:1::")]
    public void No_list_opens_link_local_metadata_or_tunnels_to_them(string address) =>
        Assert.That(AddressJudge.Judge(IPAddress.Parse(address), 80, Everything).Allowed, Is.False);

    [TestCase("127.0.0.1")]
    [TestCase("10.0.0.1")]
    [TestCase("0.0.0.0")]
    [TestCase("239.0.0.1")]
    [TestCase("fc00::1")]
    [TestCase("64:ff9b::a00:1")]
    [TestCase("2001:db8::1")]
    public void A_list_opens_the_rest(string address)
    {
        Assert.That(AddressJudge.Judge(IPAddress.Parse(address), 80, Everything).Allowed, Is.True);
        Assert.That(AddressJudge.Judge(IPAddress.Parse(address), 80, OutboundPolicy.PublicOnly).Allowed, Is.False);
    }

    [TestCase("127.0.0.1", true)]
    [TestCase("127.200.1.1", true)]
    [TestCase("::1", true)]
    [TestCase("::ffff:127.0.0.1", true)]
    [TestCase("0.0.0.0", false)]
    [TestCase("::", false)]
    [TestCase("10.0.0.1", false)]
    [TestCase("64:ff9b::7f00:1", false)]
    public void Development_opens_loopback_and_nothing_else(string address, bool expected) =>
        Assert.That(
            AddressJudge.Judge(IPAddress.Parse(address), 80, new OutboundPolicy { AllowLoopback = true }).Allowed,
            Is.EqualTo(expected)
        );

    [TestCase("9.255.255.255")]
    [TestCase("11.0.0.0")]
    [TestCase("100.63.255.255")]
    [TestCase("100.128.0.0")]
    [TestCase("126.255.255.255")]
    [TestCase("128.0.0.0")]
    [TestCase("172.15.255.255")]
    [TestCase("172.32.0.0")]
    [TestCase("192.167.255.255")]
    [TestCase("192.169.0.0")]
    [TestCase("223.255.255.255")]
    [TestCase("2600::1")]
    [TestCase("2003::1")]
    public void The_neighbours_of_closed_ranges_are_public(string address) =>
        Assert.That(AddressJudge.Judge(IPAddress.Parse(address), 80, OutboundPolicy.PublicOnly).Allowed, Is.True);

    [TestCase("127.0.0.1", "127.0.0.1")]
    [TestCase("127.0.0.1", "127.0.0.2")]
    [TestCase("127.0.0.1", "0.0.0.0")]
    [TestCase("127.0.0.1", "::1")]
    [TestCase("127.0.0.1", "::")]
    [TestCase("0.0.0.0", "127.0.0.1")]
    [TestCase("::1", "::ffff:127.0.0.1")]
    [TestCase("10.0.0.5", "10.0.0.5")]
    [TestCase("10.0.0.5", "::ffff:10.0.0.5")]
    [TestCase("10.0.0.5", "64:ff9b::a00:5")]
    public void A_forbidden_endpoint_stays_blocked_inside_open_ranges(string forbidden, string target)
    {
        var policy = Everything with { Forbidden = [new ForbiddenEndpoint(forbidden, 5432)] };

        Assert.Multiple(() =>
        {
            Assert.That(AddressJudge.Judge(IPAddress.Parse(target), 5432, policy).Reason, Does.Contain("a server of Orchestra itself"));
            Assert.That(AddressJudge.Judge(IPAddress.Parse(target), 5433, policy).Allowed, Is.True, "another port");
            Assert.That(AddressJudge.Judge(IPAddress.Parse("10.0.0.6"), 5432, policy).Allowed, Is.True, "another machine");
        });
    }

    [Test]
    public void Wrapping_any_IPv4_address_in_IPv6_never_opens_what_is_closed()
    {
        var wrappings = new Func<byte[], string>[]
        {
            b => $"::ffff:{b[0]}.{b[1]}.{b[2]}.{b[3]}",
            b => $"64:ff9b::{b[0]}.{b[1]}.{b[2]}.{b[3]}",
            b => $"2002:{b[0]:x2}{b[1]:x2}:{b[2]:x2}{b[3]:x2}::1",
            b => $"2001:0:808:808:0:0:{(byte)~b[0]:x2}{(byte)~b[1]:x2}:{(byte)~b[2]:x2}{(byte)~b[3]:x2}",
        };
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte>().Generator.ArrayOf(4).ToArbitrary(),
                bytes =>
                {
                    var plain = AddressJudge.Judge(new IPAddress(bytes), 80, OutboundPolicy.PublicOnly).Allowed;
                    return Array.TrueForAll(
                        wrappings,
                        wrap => AddressJudge.Judge(IPAddress.Parse(wrap(bytes)), 80, OutboundPolicy.PublicOnly).Allowed == plain
                    );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
