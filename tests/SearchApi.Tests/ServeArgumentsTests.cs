using KnowledgeBase.SearchApi.Hosting;

namespace KnowledgeBase.SearchApi.Tests;

public class ServeArgumentsTests
{
    [Theory]
    [InlineData]
    [InlineData("--port", "0", "--index", "a b")]
    [InlineData("--port=5081", "--index=a=b", "--state", "c")]
    [InlineData("--watch")]
    [InlineData("--watch", "--index", "a", "--corpus", "/")]
    [InlineData("--corpus", "/")]
    [InlineData("--urls", "http://0.0.0.0:5080;http://[::1]:5081;http://*:80;https://localhost;http://unix:/run/kb.sock")]
    public void What_the_help_lists_is_taken(params string[] args) => ServeArguments.Check(args);

    [Fact]
    public void What_has_no_value_is_given_one_for_the_framework() =>
        Assert.Equal(["--watch=true", "--port", "0"], ServeArguments.Check(["--watch", "--port", "0"]));

    [Theory]
    [InlineData("There is no option '--verbose'; 'kb serve --help' lists what there is.", "--verbose")]
    [InlineData("There is no option '--verbose=1'; 'kb serve --help' lists what there is.", "--index", "x", "--verbose=1")]
    [InlineData("There is no option 'index'; 'kb serve --help' lists what there is.", "index")]
    [InlineData("There is no option ''; 'kb serve --help' lists what there is.", "")]
    [InlineData("--port has no value; write --port 5080.", "--port")]
    [InlineData("--port has no value; write --port 5080.", "--port", "--index", "x")]
    [InlineData("--index has no value; write --index DIR.", "--port", "1", "--index")]
    [InlineData("--index is empty; write --index DIR.", "--index", "")]
    [InlineData("--index /dev/null: it is a file; name a folder.", "--index", "/dev/null")]
    [InlineData("--state is empty; write --state DIR.", "--state", "")]
    [InlineData("--state /dev/null: it is a file; name a folder.", "--state=/dev/null")]
    [InlineData("--state has no value; write --state DIR.", "--state")]
    [InlineData("--watch takes no value.", "--watch=false")]
    [InlineData("There is no option 'true'; 'kb serve --help' lists what there is.", "--watch", "true")]
    [InlineData("--corpus /no/such: it is not there; name a folder of materials.", "--watch", "--corpus", "/no/such")]
    [InlineData("--port is given twice; give it once.", "--port", "1", "--port=2")]
    [InlineData("--port 65536: give a number from 0 to 65535 (0 takes any free port).", "--port", "65536")]
    [InlineData("--port is empty; write --port 5080.", "--port=")]
    [InlineData("--urls is empty; write --urls http://0.0.0.0:5080.", "--urls", "")]
    [InlineData("--urls http://*:80;5080: «5080» is no address to listen on; write http://0.0.0.0:5080, with semicolons between several.", "--urls", "http://*:80;5080")]
    [InlineData("--urls ftp://localhost: «ftp://localhost» is no address to listen on; write http://0.0.0.0:5080, with semicolons between several.", "--urls", "ftp://localhost")]
    [InlineData("--urls http://: «http://» is no address to listen on; write http://0.0.0.0:5080, with semicolons between several.", "--urls", "http://")]
    [InlineData("--urls http://127.0.0.1:70000: «http://127.0.0.1:70000» is no address to listen on; write http://0.0.0.0:5080, with semicolons between several.", "--urls", "http://127.0.0.1:70000")]
    [InlineData("--urls http://*:80/kb: «http://*:80/kb» is no address to listen on; write http://0.0.0.0:5080, with semicolons between several.", "--urls", "http://*:80/kb")]
    [InlineData("--urls http://localhost:0: «http://localhost:0»: localhost is two addresses, which cannot share any free port; write http://127.0.0.1:0.", "--urls", "http://localhost:0")]
    public void What_cannot_be_meant_is_refused_with_what_to_write(string message, params string[] args) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => ServeArguments.Check(args)).Message);
}
