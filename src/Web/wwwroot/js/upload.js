// On the page of bringing in: says at once what is too much, and shows how far an upload is. Without it the form works as it is.
const megabytes = bytes => `${Math.round(bytes / 1e6)} MB`;

const enhance = () => {
  const form = document.getElementById("upload");
  const files = form.querySelector("input[type=file]");
  const button = form.querySelector("button");
  const progress = form.querySelector("progress");
  const chosen = document.getElementById("chosen");
  const going = document.getElementById("going");
  const [most, largest, all] = [form.dataset.most, form.dataset.file, form.dataset.all].map(Number);

  const fault = () => {
    const list = [...files.files];
    const large = list.find(f => f.size > largest);
    if (list.length > most) return `选了 ${list.length} 个文件，一次最多 ${most} 个，请分几次上传。`;
    if (large) return `“${large.name}”有 ${megabytes(large.size)}，每个文件不超过 ${megabytes(largest)}。`;
    if (list.reduce((sum, f) => sum + f.size, 0) > all) return `这些文件合计超过 ${megabytes(all)}，请分几次上传。`;
    return "";
  };

  const say = text => {
    chosen.textContent = text;
    chosen.hidden = text === "";
    return chosen.hidden;
  };

  const working = is => {
    button.disabled = is;
    progress.hidden = !is;
    going.textContent = is ? "正在上传……" : "";
  };

  files.addEventListener("change", () => say(fault()));
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (!say(fault())) return;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.upload.addEventListener("progress", e => {
      progress.value = e.lengthComputable ? e.loaded / e.total : 0;
      if (e.loaded === e.total) going.textContent = "已传完，正在建索引……";
    });
    request.addEventListener("load", () => {
      const main = request.response?.getElementById("main");
      if (!request.response?.getElementById("upload")) return form.submit(); // signed out meanwhile: the browser shows what is the matter
      document.getElementById("main").replaceWith(document.adoptNode(main));
      enhance();
      main.focus();
    });
    request.addEventListener("error", () => {
      working(false);
      say("上传没有完成：网络中断，或文件合计过大。请再试一次。");
    });
    working(true);
    request.send(new FormData(form));
  });
};

enhance();
