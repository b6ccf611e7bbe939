using KnowledgeBase.SearchApi.Hosting;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>Under which names a server may be asked.</summary>
public class HostNamesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5080", "localhost;127.0.0.1;[::1]")]
    [InlineData("http://localhost:5080;http://[::1]:5081", "localhost;127.0.0.1;[::1]")]
    [InlineData("http://192.168.1.5:80", "localhost;127.0.0.1;[::1];192.168.1.5")]
    [InlineData("https://kb.example", "localhost;127.0.0.1;[::1];kb.example")]
    [InlineData("http://*:80", null)]
    [InlineData("http://+:80", null)]
    [InlineData("http://0.0.0.0:80", null)]
    [InlineData("http://[::]:80", null)]
    [InlineData("http://127.0.0.1:1;http://*:2", null)]
    public void Names_of_this_machine_and_of_the_addresses_are_meant_and_of_all_interfaces_nobody_knows(string urls, string? hosts) =>
        Assert.Equal(hosts, HostNames.For(urls));
}
